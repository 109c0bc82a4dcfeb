"""Where things stand on a page: frame, rules, columns, cells, reading order."""
