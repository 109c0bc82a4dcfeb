"""The whole site as one ASGI application: the image server beside the web application.

Nearly all requests are for tiles, so they are told apart here, before any framework sees them.
"""

from starlette.datastructures import State
from starlette.types import ASGIApp, Receive, Scope, Send

from archive.kernel.house import House

IMAGES = ("/iiif/3/", "/iiif/2/")


class Site:
    """Sends image requests to ``images`` and everything else to ``pages``."""

    def __init__(self, house: House, pages: ASGIApp, images: ASGIApp) -> None:
        self.house = house
        self.pages = pages
        self.images = images
        self.state = State({"house": house})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request to where it belongs (ASGI 3)."""
        is_image = scope["type"] == "http" and scope["path"].startswith(IMAGES)
        await (self.images if is_image else self.pages)(scope, receive, send)
