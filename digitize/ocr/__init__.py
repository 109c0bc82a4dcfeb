"""Engines that turn pictures of columns into characters."""
