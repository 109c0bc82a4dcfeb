"""/api/v1: the desk for programs, as JSON, described by OpenAPI."""
