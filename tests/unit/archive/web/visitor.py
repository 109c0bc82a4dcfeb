"""A visitor of a small application inside the page chrome: a browser without scripts."""

import asyncio
import re
from typing import Any, Self

import httpx
from fastapi import FastAPI

from archive.kernel.house import House
from archive.web.chrome import install_chrome

ADDRESS = "http://archive.test"


def make_app(house: House) -> FastAPI:
    """Return an empty application in ``house`` with the chrome around it."""
    app = FastAPI(openapi_url=None)
    app.state.house = house
    install_chrome(app, house.settings.model_copy(update={"base_url": ADDRESS}))
    return app


class Visitor:
    """Keeps cookies, follows no redirect by itself."""

    def __init__(self, app: FastAPI, **headers: str) -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        headers = {"accept": "text/html", "accept-language": "zh-CN", **headers}
        self.client = httpx.AsyncClient(transport=transport, base_url=ADDRESS, headers=headers)

    def get(self, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self.client.get(path, **more))

    def post(self, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self.client.post(path, **more))

    def token(self, path: str = "/form") -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text)
        assert found
        return found.group(1)

    def with_language(self, code: str) -> Self:
        self.get(f"/language/{code}")
        return self
