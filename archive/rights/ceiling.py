"""How wide a title may be opened at most, from the limits it came with; pure."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.rights.levels import AccessLevel
from archive.rights.limits import NetworkScope

WIDEST: Mapping[NetworkScope, AccessLevel] = {
    NetworkScope.NONE: AccessLevel.STAFF,
    NetworkScope.ON_PREMISES: AccessLevel.ON_PREMISES,
    NetworkScope.REGISTERED: AccessLevel.REGISTERED,
    NetworkScope.PUBLIC: AccessLevel.PUBLIC,
}
"""The widest level that a scope of network dissemination allows."""
_ORDER = list(AccessLevel)


@dataclass(frozen=True, slots=True)
class Limit:
    """What one agreement allows of a title; ``restricted_until`` is the first open day."""

    network_scope: NetworkScope
    restricted_until: dt.date | None = None


def is_wider(level: AccessLevel, other: AccessLevel) -> bool:
    """Whether ``level`` opens a thing to more people than ``other``."""
    return _ORDER.index(level) < _ORDER.index(other)


def widest_level(limits: Iterable[Limit], today: dt.date) -> AccessLevel:
    """Return the widest level that every limit allows today; without any, everything is allowed.

    Before the day on which a restriction ends, a thing is for the staff alone.
    """
    allowed = [
        AccessLevel.STAFF
        if limit.restricted_until is not None and today < limit.restricted_until
        else WIDEST[limit.network_scope]
        for limit in limits
    ]
    return max(allowed, key=_ORDER.index, default=AccessLevel.PUBLIC)
