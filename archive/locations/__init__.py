"""Where things stand: branch, room, bookcase, level, case."""
