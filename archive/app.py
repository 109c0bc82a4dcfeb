"""The composition root of the web: every room with its doors, put together once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from archive import wiring
from archive.accounts import views as accounts
from archive.accounts.middleware import AccountMiddleware
from archive.kernel.house import House, open_house
from archive.kernel.settings import load_settings
from archive.web.chrome import install_chrome

ROUTERS: tuple[APIRouter, ...] = (accounts.router,)


def create_app(house: House) -> FastAPI:
    """Return the web application of ``house``."""
    wiring.wire(house)
    app = FastAPI(
        title="Fangzhi 方志",
        lifespan=_lifespan,
        docs_url="/api/docs" if house.settings.development else None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.house = house
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_route("/healthz", _is_alive, include_in_schema=False)
    app.add_middleware(AccountMiddleware, house=house)
    install_chrome(app, house.settings)
    return app


def serve_app() -> FastAPI:
    """Return the application of the archive that the environment describes, for a server."""
    return create_app(open_house(load_settings()))


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    house: House = app.state.house
    yield
    house.database.dispose()


def _is_alive() -> dict[str, str]:
    return {"status": "ok"}
