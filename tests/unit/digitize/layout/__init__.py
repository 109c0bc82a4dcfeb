"""Layout, on tiny pages drawn here."""
