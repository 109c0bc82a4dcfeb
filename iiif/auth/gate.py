"""Whether the visitor of a request may see a page, from memory."""

import time
from collections import OrderedDict

from starlette.requests import Request

from archive.accounts.middleware import COOKIE
from archive.accounts.service import find_visitor
from archive.accounts.visitors import ANYBODY, Visitor
from archive.kernel.house import House
from archive.rights.levels import AccessLevel
from archive.rights.service import decide
from iiif.auth.directory import PageAccess
from iiif.image.directory import OPEN, Decision, ImageRecord, Scope

REMEMBER_SECONDS = 2.0
REMEMBERED = 4_096


class Gate:
    """Answers ``authorise`` of the image server.

    What is public and published needs no look at the visitor at all. Otherwise who holds a
    sign-in is asked of the database at most every ``REMEMBER_SECONDS``, so that signing out
    takes effect as soon.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._visitors: OrderedDict[str, tuple[float, Visitor]] = OrderedDict()

    def authorise(self, scope: Scope, record: ImageRecord) -> Decision:
        """Return whether the visitor of ``scope`` may see ``record``, and how large."""
        access = record.access
        if not isinstance(access, PageAccess):
            return Decision(is_allowed=False, is_public=False)
        if access.level is AccessLevel.PUBLIC and access.is_published:
            return OPEN
        visitor = self._recognise(Request(scope).cookies.get(COOKIE, ""))
        decision = decide(visitor, access.level, is_published=access.is_published)
        return Decision(
            is_allowed=decision.is_allowed,
            status=403 if visitor.is_signed_in else 401,
            whole_side_px=decision.max_side_px,
            is_public=False,
        )

    def _recognise(self, token: str) -> Visitor:
        if not token:
            return ANYBODY
        known = self._visitors.get(token)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        with self._house.database.read() as session:
            visitor = find_visitor(session, token, self._house.clock.now()) or ANYBODY
        self._visitors[token] = (time.monotonic() + REMEMBER_SECONDS, visitor)
        while len(self._visitors) > REMEMBERED:
            self._visitors.popitem(last=False)
        return visitor
