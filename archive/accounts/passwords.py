"""Passwords: argon2id with the library's present defaults (RFC 9106), checked in constant time."""

import re
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from archive.accounts.errors import InvalidNameError, WeakPasswordError

MIN_LENGTH = 10
_NAME = re.compile(r"[\w.\-]{2,40}")
# Easy to read aloud and to type: no 0/o, 1/l/i.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_hasher = PasswordHasher()
# Verified against when there is no such account, so that the answer takes as long.
_NOBODY = _hasher.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    """Return the argon2id hash of ``password`` in its portable form."""
    return _hasher.hash(password)


def is_password_right(password_hash: str | None, password: str) -> bool:
    """Whether ``password`` is the one that was hashed; as slow for an unknown account."""
    try:
        return _hasher.verify(password_hash or _NOBODY, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_hash_outdated(password_hash: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)


def random_password() -> str:
    """Return a fresh password of four groups, about 79 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def check_password(name: str, password: str) -> None:
    """Raise :class:`WeakPasswordError` unless ``password`` may be used for ``name``."""
    if len(password) < MIN_LENGTH or password.casefold() == name.casefold():
        raise WeakPasswordError(field="password", length=MIN_LENGTH)


def clean_name(name: str) -> str:
    """Return ``name`` as it is kept: trimmed and folded to lower case.

    Raises:
        InvalidNameError: it is too short, too long or has other characters.
    """
    cleaned = name.strip().casefold()
    if not _NAME.fullmatch(cleaned):
        raise InvalidNameError(field="name")
    return cleaned
