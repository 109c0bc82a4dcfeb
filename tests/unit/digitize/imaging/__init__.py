"""Pictures before anything is known about them."""
