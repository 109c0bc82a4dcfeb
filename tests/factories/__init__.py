"""Things to test with, made by the rooms' own services."""
