"""What a visitor may choose without an account: the language and the light."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse

from archive.web import i18n
from archive.web.navigation import safe_return

THEME_COOKIE = "theme"
LIFETIME_S = 365 * 24 * 3600

router = APIRouter(include_in_schema=False)


class Theme(StrEnum):
    """Dark ink on paper, light ink on dark, or as the visitor's system has it."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


def current_theme(request: Request) -> Theme:
    """Return the visitor's theme."""
    try:
        return Theme(request.cookies.get(THEME_COOKIE, Theme.AUTO))
    except ValueError:
        return Theme.AUTO


@router.get("/language/{language}")
def choose_language(
    request: Request, language: i18n.Language, back: Annotated[str, Query(alias="next")] = "/"
) -> RedirectResponse:
    """Remember the language and go back."""
    return _remember(request, i18n.COOKIE, language, back)


@router.get("/theme/{theme}")
def choose_theme(
    request: Request, theme: Theme, back: Annotated[str, Query(alias="next")] = "/"
) -> RedirectResponse:
    """Remember the theme and go back."""
    return _remember(request, THEME_COOKIE, theme, back)


def _remember(request: Request, cookie: str, value: str, back: str) -> RedirectResponse:
    response = RedirectResponse(safe_return(back), status_code=303)
    is_https = request.url.scheme == "https"
    response.set_cookie(cookie, value, max_age=LIFETIME_S, samesite="lax", secure=is_https)
    return response
