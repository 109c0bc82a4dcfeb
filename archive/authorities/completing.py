"""What the record that is kept takes over from one that became a part of it; pure."""

from typing import Any

from archive.authorities.kinds import OWN_FIELDS
from archive.authorities.schemas import AuthorityView

_SAID_OF_ITSELF = frozenset({"note"})
"""Not completed: a remark is about its own record."""


def completed(kept: AuthorityView, other: AuthorityView) -> dict[str, list[Any]]:
    """Return what the kept record takes over, by name: how it was and how it becomes.

    What the kept record says stands; only what it leaves open is completed.
    """
    found: dict[str, list[Any]] = {}
    for name in OWN_FIELDS[kept.kind]:
        was, others = getattr(kept, name), getattr(other, name)
        is_open = was in ("", None) and others not in ("", None)
        # A term is not its own broader one by way of the other.
        if is_open and name not in _SAID_OF_ITSELF and others != kept.id:
            found[name] = [was, others]
    return found
