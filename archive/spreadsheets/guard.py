"""Text that a spreadsheet must not take for a formula (OWASP, CSV injection), and back again.

An apostrophe is put before it, before text that begins with an apostrophe too; so taking away what
was put there gives back any text unchanged.
"""

_DANGEROUS = frozenset("=+-@\t\r'＝＋－＠")


def guard(text: str) -> str:
    """Return ``text`` as it may stand in a cell of a CSV file."""
    return f"'{text}" if text[:1] in _DANGEROUS else text


def unguard(text: str) -> str:
    """Return what :func:`guard` was given; text that it would never return is left alone."""
    return text[1:] if text[:1] == "'" and text[1:2] in _DANGEROUS else text
