"""Which images there are and who may see them, answered from memory for every request."""
