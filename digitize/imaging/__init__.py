"""Pixels in, pixels and figures out: load, deskew, crop, binarise, clean, measure. Pure."""
