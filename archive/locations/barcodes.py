"""Barcodes of our own making, and what a scanner types; pure.

They are digits only: an input method that is switched on by accident lets digits pass, and
Code 128 packs two of them in one symbol. The first two say what kind of thing it is on, the last is
the check digit of EAN, so that a mistyped number is not another shelf.
"""

import unicodedata

PLACE = "99"
CRATE = "98"
_BODY = 7


def make_barcode(kind: str, number: int) -> str:
    """Return the barcode of the ``number``-th thing of a ``kind``, e.g. ``9900000125``."""
    body = f"{kind}{number:0{_BODY}}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """Return the digit that makes ``body`` divisible by ten, weighed 3, 1, 3, … from the end."""
    weights = (3 if place % 2 == 0 else 1 for place in range(len(body)))
    total = sum(int(digit) * weight for digit, weight in zip(reversed(body), weights, strict=True))
    return str(-total % 10)


def is_barcode(text: str, kind: str) -> bool:
    """Whether ``text`` is a well-formed barcode of this kind; not whether it is in use."""
    is_digits = text.isascii() and text.isdecimal() and len(text) >= len(kind) + _BODY + 1
    return is_digits and text.startswith(kind) and check_digit(text[:-1]) == text[-1]


def read_scan(text: str) -> str:
    """Return what a scanner meant: full-width forms made plain, white space and controls gone."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(character for character in plain if character.isprintable()).strip()
