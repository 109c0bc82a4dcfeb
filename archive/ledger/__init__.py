"""征集台账: what came in and what went out again, as dated entries that are never changed."""
