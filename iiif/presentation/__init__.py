"""Presentation API: manifests and annotations."""
