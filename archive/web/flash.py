"""Flashes: one sentence that outlives one redirect and is then forgotten.

They travel in a short-lived cookie as plain text, already in the reader's language, and are
escaped like any text when shown; so nothing needs a secret and nothing needs a table.
"""

import base64
import json
from dataclasses import dataclass
from enum import StrEnum

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "flash"
LIFETIME_S = 60
TEXT_LIMIT = 300
COUNT_LIMIT = 4


class Level(StrEnum):
    """How a flash sounds."""

    DONE = "done"
    NOTE = "note"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True)
class Flash:
    """One sentence for the next page."""

    text: str
    level: Level = Level.DONE


def flash(request: Request, text: str, level: Level = Level.DONE) -> None:
    """Show ``text``, already translated, on the next page that this visitor sees."""
    _waiting(request).append(Flash(text[:TEXT_LIMIT], level))


def take_flashes(request: Request) -> list[Flash]:
    """Return what waits for this visitor, and forget it."""
    waiting = _waiting(request)
    taken = list(waiting)
    waiting.clear()
    return taken


def _waiting(request: Request) -> list[Flash]:
    if not hasattr(request.state, "flashes"):
        request.state.flashes = read_flashes(request.cookies.get(COOKIE, ""))
    flashes: list[Flash] = request.state.flashes
    return flashes


def read_flashes(cookie: str) -> list[Flash]:
    """Return the flashes in ``cookie``; whatever a visitor forged there is no flash."""
    try:
        pairs = json.loads(base64.urlsafe_b64decode(cookie.encode()))
        return [Flash(str(text)[:TEXT_LIMIT], Level(level)) for level, text in pairs][:COUNT_LIMIT]
    except (ValueError, TypeError, RecursionError):
        return []


def write_flashes(flashes: list[Flash]) -> str:
    """Return ``flashes`` as a cookie value; the newest ones, as many as fit."""
    pairs = [[flash.level, flash.text] for flash in flashes[-COUNT_LIMIT:]]
    text = json.dumps(pairs, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode()


class FlashMiddleware:
    """Carries flashes from one answer to the next request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on one request (ASGI 3)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)

        async def send_with_flashes(message: Message) -> None:
            if message["type"] == "http.response.start":
                _set_cookie(request, MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, send_with_flashes)


def _set_cookie(request: Request, headers: MutableHeaders) -> None:
    flashes: list[Flash] | None = getattr(request.state, "flashes", None)
    had_some = COOKIE in request.cookies
    if flashes is None or not (flashes or had_some):
        return
    lifetime_s = LIFETIME_S if flashes else 0
    headers.append(
        "set-cookie",
        f"{COOKIE}={write_flashes(flashes) if flashes else ''}; Path=/; HttpOnly; SameSite=Lax; "
        f"Max-Age={lifetime_s}",
    )
