"""What a sheet means, pure: its heading in whatever words, its rows, its dates and numbers."""
