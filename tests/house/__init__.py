"""The house rules: what must hold of the tree itself."""
