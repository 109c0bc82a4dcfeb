"""The page chrome: what every screen is made of, and nothing that a screen says. See README.md."""
