"""The one access decision."""
