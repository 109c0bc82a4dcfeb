"""Chinese text as pure functions: folding, tokens, highlights, numerals. Knows no database."""
