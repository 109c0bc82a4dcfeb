"""Pure OpenCV: load, deskew, crop, clean, measure."""
