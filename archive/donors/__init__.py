"""Who gives: persons, families, organisations, and how to reach them."""
