"""The front page of the desk: what waits, what is overdue, what is incomplete, what was done."""
