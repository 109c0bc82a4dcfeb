"""Finds out who makes a request, once, from the cookie of the sign-in."""

from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from archive.accounts.service import find_visitor
from archive.accounts.visitors import ANYBODY, Visitor
from archive.kernel.house import House
from archive.kernel.journal import SYSTEM, Actor

COOKIE = "fangzhi_session"
UNASKED = ("/static/", "/healthz")


class AccountMiddleware:
    """Puts ``visitor``, ``account`` (None for anybody) and ``actor`` into the request's state."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app = app
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on one request (ASGI 3)."""
        if scope["type"] == "http" and not scope["path"].startswith(UNASKED):
            visitor = await self._recognise(Request(scope))
            scope.setdefault("state", {}).update(_state_of(visitor))
        await self._app(scope, receive, send)

    async def _recognise(self, request: Request) -> Visitor:
        token = request.cookies.get(COOKIE)
        if not token:
            return ANYBODY
        return await to_thread.run_sync(self._look_up, token)

    def _look_up(self, token: str) -> Visitor:
        with self._house.database.read() as session:
            return find_visitor(session, token, self._house.clock.now()) or ANYBODY


def _state_of(visitor: Visitor) -> dict[str, Any]:
    known = visitor.is_signed_in
    return {
        "visitor": visitor,
        "account": visitor if known else None,
        "actor": Actor(visitor.account_id, visitor.name) if known else SYSTEM,
    }
