"""How the world reads the collection."""
