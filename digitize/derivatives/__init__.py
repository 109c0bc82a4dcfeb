"""What is made from a master so that it can be shown: the access pyramid."""
