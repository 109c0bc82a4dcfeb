"""The public pages: home, search, item, reader, workbench."""
