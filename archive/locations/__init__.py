"""Where things stand: branch (馆), room (室), bookcase (架), level (层), case (函)."""
