"""查重: whether something like it is held already or was offered, and why one may think so."""
