"""The small application that the chrome's tests visit."""

import pytest
from fastapi import FastAPI

from archive.kernel.house import House
from tests.unit.archive.web.small_room import router
from tests.unit.archive.web.visitor import Visitor, make_app


@pytest.fixture
def app(house: House) -> FastAPI:
    app = make_app(house)
    app.include_router(router)
    return app


@pytest.fixture
def visitor(app: FastAPI) -> Visitor:
    return Visitor(app)
