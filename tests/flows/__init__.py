"""People's errands from end to end, over HTTP or at a terminal; nothing is mocked."""
