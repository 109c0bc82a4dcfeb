"""Image API: from a request to bytes."""
