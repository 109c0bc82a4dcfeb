"""Child processes with limits, for whatever touches bytes that strangers sent."""
