"""Bringing in and taking out donors, gifts and registers as spreadsheets."""
