"""Who and what titles are by, of and about, each entered once under all its names."""
