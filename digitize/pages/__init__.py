"""Pages in their order, with labels, states, images and texts."""
