"""IIIF Presentation API 3.0: manifests, canvases, and the text of pages as annotations."""
