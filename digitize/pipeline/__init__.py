"""The steps from a scan to a page with text, and who runs them."""
