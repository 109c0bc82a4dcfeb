"""The operator's screens: batches, a batch with its pages, a page."""
