"""Forgery protection: a request that changes something must come from one of our own pages.

Two checks on every unsafe method (anything but GET, HEAD, OPTIONS, TRACE):

1. The browser's own word, ``Sec-Fetch-Site`` and ``Origin``, must not name another site.
2. The request must carry a token that only a page of ours can know: header ``X-CSRF-Token``, or
   form field ``csrf_token`` as the *first* field of the body.

The token is bound to an HttpOnly cookie and masked anew for every page, so that compressing pages
reveals nothing (BREACH). The body is looked at only until the token is found, 64 KiB at most, and
is handed on unread: an upload of gigabytes passes through once.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from urllib.parse import unquote_plus, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from archive.kernel.errors import N_, ForbiddenError
from archive.web.requests import FOR_PROGRAMS, bearer_of, is_encrypted

COOKIE = "fangzhi_csrf"
FIELD = "csrf_token"
HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
HEAD_LIMIT = 64 * 1024

_SECRET = re.compile(r"[0-9a-f]{64}")
_URLENCODED = re.compile(rb"(?:^|&)csrf_token=([^&]*)(?:&|$)")
_MULTIPART = re.compile(
    rb'content-disposition: *form-data; *name="csrf_token"\r\n\r\n([0-9a-f.]{1,200})\r\n',
    re.IGNORECASE,
)


class ForgedRequestError(ForbiddenError):
    """The request did not come from one of our own pages, or from one too old."""

    code = "forged-request"
    sentence = N_("为安全起见，这次提交没有执行：页面可能已过期。请返回、刷新页面后再提交一次。")


class _Guard:
    """The secret of one visitor; ``is_new`` until his browser has been given it."""

    def __init__(self, cookie: str | None) -> None:
        self.is_new = cookie is None or not _SECRET.fullmatch(cookie)
        self.secret = secrets.token_hex(32) if self.is_new or cookie is None else cookie
        self.is_used = False


_guard: ContextVar[_Guard | None] = ContextVar("csrf", default=None)


def csrf_token() -> str:
    """Return a fresh token for a form or header of the page being written."""
    guard = _guard.get()
    if guard is None:
        return ""
    guard.is_used = True
    return make_token(guard.secret)


def make_token(secret: str) -> str:
    """Return a token that proves knowledge of ``secret`` without showing it."""
    salt = secrets.token_hex(8)
    return f"{salt}.{_sign(secret, salt)}"


def is_token_valid(secret: str, token: str | None) -> bool:
    """Return whether ``token`` was made from ``secret``."""
    salt, _, signature = (token or "").partition(".")
    expected = _sign(secret, salt).encode()
    return bool(salt) and hmac.compare_digest(expected, signature.encode(errors="replace"))


def _sign(secret: str, salt: str) -> str:
    return hmac.new(secret.encode(), salt.encode(), hashlib.sha256).hexdigest()


def is_same_site(headers: Mapping[str, str], base_url: str) -> bool:
    """Return whether the browser says that the request comes from a page of this site.

    Browsers too old to say anything are judged by the token alone.
    """
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        host = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(host) and host in {headers.get("host", ""), urlsplit(base_url).netloc}


def find_token(content_type: str, head: bytes, *, is_whole: bool) -> str | None:
    """Return the token in the first bytes of a form's body, if it is there already."""
    if content_type.startswith("multipart/form-data"):
        found = _MULTIPART.search(head)
        return found.group(1).decode() if found else None
    if content_type.startswith("application/x-www-form-urlencoded"):
        # A value that runs to the end of what has arrived may be cut in the middle.
        found = _URLENCODED.search(head)
        is_cut = found is not None and found.end() == len(head) and head[-1:] != b"&"
        if found and (is_whole or not is_cut):
            return unquote_plus(found.group(1).decode(errors="replace"))
    return None


class _Body:
    """A request's body, of which the head may be looked at before it is handed on."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._seen: list[Message] = []

    async def find_token(self, content_type: str) -> str | None:
        head, is_whole = b"", False
        while not is_whole and len(head) < HEAD_LIMIT:
            message = await self._receive()
            self._seen.append(message)
            head += message.get("body", b"")
            is_whole = not message.get("more_body", False)
            token = find_token(content_type, head, is_whole=is_whole)
            if token is not None:
                return token
        return None

    async def receive(self) -> Message:
        return self._seen.pop(0) if self._seen else await self._receive()


class CsrfMiddleware:
    """Refuses forged requests and gives each new visitor a secret."""

    def __init__(self, app: ASGIApp, base_url: str) -> None:
        self._app = app
        self._base_url = base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check and pass on one request (ASGI 3).

        Raises:
            ForgedRequestError: it does not come from one of our own pages.
        """
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, body = Request(scope), _Body(receive)
        guard = _Guard(request.cookies.get(COOKIE))
        token = _guard.set(guard)
        try:
            if request.method not in SAFE_METHODS and not _is_of_program(request):
                await self._check(request, guard, body)
            is_secure = is_encrypted(request, self._base_url)
            await self._app(scope, body.receive, _handing_out(guard, send, is_secure=is_secure))
        finally:
            _guard.reset(token)

    async def _check(self, request: Request, guard: _Guard, body: _Body) -> None:
        if not is_same_site(request.headers, self._base_url):
            raise ForgedRequestError(detail="another site")
        token = request.headers.get(HEADER)
        if token is None:
            token = await body.find_token(request.headers.get("content-type", ""))
        if guard.is_new or not is_token_valid(guard.secret, token):
            raise ForgedRequestError(detail="no cookie" if guard.is_new else "wrong token")


def _is_of_program(request: Request) -> bool:
    """Whether no browser can be behind a request: it brings a key, or no cookie to the interface.

    One without either has nobody's rights, and is told that it needs a key.
    """
    is_bare = request.url.path.startswith(FOR_PROGRAMS) and "cookie" not in request.headers
    return is_bare or bearer_of(request) is not None


def _handing_out(guard: _Guard, send: Send, *, is_secure: bool) -> Send:
    secure = "; Secure" if is_secure else ""

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start" and guard.is_new and guard.is_used:
            MutableHeaders(scope=message).append(
                "set-cookie",
                f"{COOKIE}={guard.secret}; Path=/; HttpOnly; SameSite=Lax{secure}",
            )
        await send(message)

    return send_with_cookie
