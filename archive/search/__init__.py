"""Finding a word in titles and pages."""
