"""Spreadsheets, read without trust and written so that they come back unchanged."""
