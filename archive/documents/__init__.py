"""Papers the library issues: numbered, set as PDF, kept as issued."""
