"""From the scanner to the store of masters."""
