"""What the library holds, and who may see it."""
