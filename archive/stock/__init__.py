"""Which volume stands where, how it came there, and which are missing."""
