"""From the scanner to the store of masters: batches, scans, what was refused, approval."""
