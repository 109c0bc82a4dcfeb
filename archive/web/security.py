"""Security headers: what a browser may load, frame and send on behalf of our pages."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Emotion (in Mirador) puts empty <style> elements into the page and fills them through the CSSOM:
# the hash of the empty string lets exactly those in, and no inline style besides.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
# A scholar lays another library's copy beside ours, so the workbench may read from anywhere.
_WORKBENCH_POLICY = _POLICY | {
    "style-src": f"'self' {EMPTY_STYLE}",
    "img-src": "'self' data: blob: https:",
    "connect-src": "'self' https:",
}


def _spell(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())


POLICY = _spell(_POLICY)
WORKBENCH_POLICY = _spell(_WORKBENCH_POLICY)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy_for(path: str) -> str:
    """Return the Content-Security-Policy of the page at ``path``."""
    is_workbench = path == "/workbench" or path.startswith("/workbench/")
    return WORKBENCH_POLICY if is_workbench else POLICY


class SecurityHeadersMiddleware:
    """Adds the headers to every answer that does not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on one request (ASGI 3)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        policy = policy_for(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", policy)
            await send(message)

        await self._app(scope, receive, send_with_headers)
