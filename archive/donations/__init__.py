"""Gifts, from the donor's hand to the decision."""
