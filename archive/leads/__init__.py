"""线索: somebody who may have something, and what to do next about it."""
