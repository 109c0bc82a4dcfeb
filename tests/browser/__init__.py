"""Errands done by clicking, in a real Chromium."""
