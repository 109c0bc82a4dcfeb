"""Where things stand on a page: frame, rules, columns, notes, cells, reading order. Pure."""
