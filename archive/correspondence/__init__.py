"""文书: what the library's papers say of gifts, campaigns and years, and who issued them."""
