"""Grading old books (定级) and their damage (定损): rules suggest, people decide."""
