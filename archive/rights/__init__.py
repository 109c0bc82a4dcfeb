"""Who may see what: access levels and the one decision."""
