"""How paper becomes pages and text."""
