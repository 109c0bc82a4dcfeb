"""群发函件: the letters of a campaign to many at once, each with its own number."""
