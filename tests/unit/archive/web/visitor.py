"""A visitor of a small application inside the page chrome: a browser without scripts."""

import re
from typing import Self

from fastapi import FastAPI
from fastapi.testclient import TestClient

from archive.kernel.house import House
from archive.web.chrome import install_chrome

ADDRESS = "http://archive.test"


def make_app(house: House) -> FastAPI:
    """Return an empty application in ``house`` with the chrome around it."""
    app = FastAPI(openapi_url=None)
    app.state.house = house
    install_chrome(app, house.settings.model_copy(update={"base_url": ADDRESS}))
    return app


class Visitor(TestClient):
    """Keeps cookies and follows no redirect by itself."""

    def __init__(self, app: FastAPI, **headers: str) -> None:
        headers = {"accept": "text/html", "accept-language": "zh-CN", **headers}
        super().__init__(
            app,
            base_url=ADDRESS,
            headers=headers,
            follow_redirects=False,
            raise_server_exceptions=False,
        )

    def token(self, path: str = "/form") -> str:
        """Take the token of a form of ours."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text)
        assert found
        return found.group(1)

    def with_language(self, code: str) -> Self:
        """Choose a language."""
        self.get(f"/language/{code}")
        return self
