"""The census of ancient books (古籍普查): what is recorded of every copy, and in which words."""
