"""Names for things: opaque, short, safe to read aloud and to put in a URL.

The alphabet is the "betanumeric" one of NOID: digits and consonants without ``l``, so that no
word is spelled by accident and 0/o, 1/l are never confused. The last character is NOID's check
character, which finds any single wrong character and any two neighbours swapped.
"""

import secrets

ALPHABET = "0123456789bcdfghjkmnpqrstvwxz"
LENGTH = 12


def check_character(body: str) -> str:
    """Return the NOID check character of ``body``.

    Characters outside the alphabet count as zero, as NOID prescribes.
    """
    total = sum(
        place * max(ALPHABET.find(character), 0) for place, character in enumerate(body, start=1)
    )
    return ALPHABET[total % len(ALPHABET)]


def new_id() -> str:
    """Return a fresh identifier of twelve characters, the last of them a check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def is_id(text: str) -> bool:
    """Whether ``text`` is a well-formed identifier; nothing is said of its being in use."""
    return (
        len(text) == LENGTH
        and all(character in ALPHABET for character in text)
        and check_character(text[:-1]) == text[-1]
    )
