"""Pages, their images and their texts."""
