"""Schemas that are compared with, kept beside the tests."""
