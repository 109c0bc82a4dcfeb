"""How the journal's entries on leaf lists begin; they read on the page of their title."""

LEAVES = "siku_set.leaves."
