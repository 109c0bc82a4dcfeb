"""Copies of everything that cannot be made again, and how to get it back from them."""
