"""Works, copies and volumes."""
