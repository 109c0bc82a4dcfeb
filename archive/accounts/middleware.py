"""Finds out who makes a request, once: by the cookie of the sign-in, or by a program's key."""

from collections.abc import Callable
from typing import Any

from anyio import to_thread
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from archive.accounts.service import find_visitor
from archive.accounts.tokens import find_bearer
from archive.accounts.visitors import ANYBODY, Visitor
from archive.kernel.house import House
from archive.kernel.journal import SYSTEM, Actor
from archive.web.requests import bearer_of

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
        # A request with a key is that program's, whatever cookies come along: it was let through
        # without the token against forgery.
        bearer = bearer_of(request)
        if bearer is not None:
            return await to_thread.run_sync(
                self._look_up, lambda session: find_bearer(session, bearer, self._house.clock.now())
            )
        token = request.cookies.get(COOKIE)
        if not token:
            return ANYBODY
        return await to_thread.run_sync(
            self._look_up, lambda session: find_visitor(session, token, self._house.clock.now())
        )

    def _look_up(self, find: Callable[[Session], Visitor | None]) -> Visitor:
        with self._house.database.read() as session:
            return find(session) or ANYBODY


def _state_of(visitor: Visitor) -> dict[str, Any]:
    known = visitor.is_signed_in
    return {
        "visitor": visitor,
        "account": visitor if known else None,
        "actor": Actor(visitor.account_id, visitor.name) if known else SYSTEM,
    }
