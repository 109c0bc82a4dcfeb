"""The way of a gift from the first lead to the public roll, pure: what may happen, and what not."""
