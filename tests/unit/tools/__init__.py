"""The tools that set up a machine."""
