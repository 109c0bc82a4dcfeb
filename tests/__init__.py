"""Everything that proves the house holds."""
