"""What is held: titles, copies and volumes, described and published."""
