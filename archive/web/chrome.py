"""Puts the page chrome around an application: middlewares, static files, errors, preferences."""

from fastapi import FastAPI
from starlette.responses import RedirectResponse

from archive.kernel.settings import Settings
from archive.web import gallery, preferences
from archive.web.csrf import CsrfMiddleware
from archive.web.errors import ErrorMiddleware, install_error_handlers
from archive.web.flash import FlashMiddleware
from archive.web.i18n import LanguageMiddleware, load_catalogues
from archive.web.requests import RequestLogMiddleware
from archive.web.security import SecurityHeadersMiddleware
from archive.web.static import PREFIX, AssetFiles, Assets
from archive.web.templating import make_environment


def install_chrome(app: FastAPI, settings: Settings) -> None:
    """Make ``app`` ready for rooms; ``app.state.house`` must be set before the first request.

    Middlewares added to ``app`` after this call stand outside of these, those before it inside.
    """
    load_catalogues()
    app.state.assets = Assets(settings.vendor_dir)
    app.state.templates = make_environment()
    _add_middlewares(app, settings)
    install_error_handlers(app)
    app.mount(f"{PREFIX}/vendor", AssetFiles([settings.vendor_dir]), name="vendor")
    app.mount(PREFIX, AssetFiles(app.state.assets.folders), name="static")
    app.include_router(preferences.router)
    app.add_api_route("/favicon.ico", _show_icon, include_in_schema=False)
    if settings.development:
        app.include_router(gallery.router)


def _add_middlewares(app: FastAPI, settings: Settings) -> None:
    # The last one added is the outermost.
    app.add_middleware(CsrfMiddleware, base_url=settings.base_url)
    app.add_middleware(ErrorMiddleware)
    app.add_middleware(FlashMiddleware)
    app.add_middleware(LanguageMiddleware)
    app.add_middleware(SecurityHeadersMiddleware)
    app.add_middleware(RequestLogMiddleware)


def _show_icon() -> RedirectResponse:
    # Asked for by browsers that show something other than a page of ours.
    return RedirectResponse(f"{PREFIX}/img/seal.svg", 301)
