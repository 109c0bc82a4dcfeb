"""The steps, each a function from files to files that knows no database."""
