"""Each room against a real, migrated database, on both engines."""
