"""Papers the library issues."""
