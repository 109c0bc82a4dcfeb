"""Handing volumes to another room (移库) or another branch (移交), on a numbered slip."""
