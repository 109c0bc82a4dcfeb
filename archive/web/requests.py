"""Every request has a number that its answer, its log lines and its error page share."""

import secrets
import time
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from archive.web.static import PREFIX

log = structlog.stdlib.get_logger("fangzhi.web")

HEADER = "X-Request-Id"
FOR_PROGRAMS = "/api/"
SECRET_PATHS = ("/gifts/",)
"""Below these, whoever knows the address may see the page."""


def new_request_id() -> str:
    """Return a short random number that can be read out over the telephone."""
    return secrets.token_hex(4)


def request_id(request: Request) -> str:
    """Return the number of ``request``."""
    return str(getattr(request.state, "request_id", ""))


def is_encrypted(request: Request, base_url: str) -> bool:
    """Whether the visitor came by https, as far as can be known behind a proxy.

    A visitor at the public address came as that says; one from inside may come without.
    """
    public = urlsplit(base_url)
    is_public = request.headers.get("host", "") == public.netloc
    return request.url.scheme == "https" or (is_public and public.scheme == "https")


def path_for_log(path: str) -> str:
    """Return ``path`` without the secret of an address that is itself a key."""
    for prefix in SECRET_PATHS:
        if path.startswith(prefix):
            return f"{prefix}…"
    return path


def bearer_of(request: Request) -> str | None:
    """Return the key (RFC 6750) that a request to the interface for programs carries, if any.

    A browser never sends one by itself, so such a request cannot be forged from another site.
    """
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    is_for_programs = request.url.path.startswith(FOR_PROGRAMS)
    return secret.strip() if is_for_programs and scheme.lower() == "bearer" else None


class RequestLogMiddleware:
    """Numbers each request and logs its end.

    The log holds the path and never the query, the cookies, the address or the body: what people
    search for and read is their own business.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on one request (ASGI 3)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number, started_at = new_request_id(), time.perf_counter()
        scope.setdefault("state", {})["request_id"] = number
        status = 0

        async def send_with_number(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = number
            await send(message)

        with structlog.contextvars.bound_contextvars(request=number):
            try:
                await self._app(scope, receive, send_with_number)
            finally:
                _log_end(scope, status, time.perf_counter() - started_at)


def _log_end(scope: Scope, status: int, seconds: float) -> None:
    write = log.debug if scope["path"].startswith(PREFIX) else log.info
    write(
        "request",
        method=scope["method"],
        path=path_for_log(scope["path"]),
        status=status,
        ms=round(seconds * 1000, 1),
    )
