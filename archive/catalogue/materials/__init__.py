"""What sorts of documents there are, and what is asked of each: a gazetteer is not a deed.

The fields of a kind are data. Those that come with the house stand in ``*.toml`` beside this file;
a library adds its own at the desk (``own.py``). Nothing else names a field.
"""
