"""Set-up, and what is generated: front-end files, catalogues, tables, documentation."""
