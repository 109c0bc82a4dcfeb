"""Pages: one Jinja2 environment that finds the templates of every room.

``render(request, "donations/form.html", donation=donation)`` gives a page; the components of the
house stand ready in every template as ``ui``: ``{{ ui.field("title", _("题名"), form=form) }}``.
"""

from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup
from starlette.responses import HTMLResponse

from archive.web import formats, i18n
from archive.web.csrf import FIELD, csrf_token
from archive.web.flash import take_flashes
from archive.web.navigation import current_account, open_places, place_of
from archive.web.preferences import current_theme
from archive.web.requests import request_id
from archive.web.rooms import room_folders
from archive.web.sections import Sections, ways
from archive.web.sessions import current_house, refuse
from archive.web.static import Assets
from archive.web.tables import column

COMPONENTS = ("icons", "form", "table", "feedback", "layout", "dialog", "text", "upload")


def csrf_field() -> Markup:
    """Return the hidden field that every form begins with."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token())


@cache
def make_environment() -> Environment:
    """Return the environment of all templates, with the components as ``ui``.

    It knows of no house: whoever asks in one process shares what was compiled.
    """
    environment = Environment(
        loader=FileSystemLoader(room_folders("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        i18n.translate, i18n.translate_plural, newstyle=True
    )
    environment.globals["gettext"] = _gettext
    environment.filters.update(
        date=formats.format_date,
        datetime=formats.format_datetime,
        filesize=formats.format_size,
        duration=formats.format_duration,
        money=formats.format_money,
        number=formats.format_number,
        way=formats.format_way,
    )
    environment.globals.update(csrf_field=csrf_field, csrf_token=csrf_token)
    environment.globals["ui"] = _components(environment)
    return environment


def _gettext(msgid: str, /, **values: Any) -> Markup:
    text = i18n.settle_counts(i18n.translate(msgid), values)
    return Markup(text) % values  # noqa: S704 -- a sentence of our own, its values escaped


def _components(environment: Environment) -> SimpleNamespace:
    ui = SimpleNamespace(column=column)
    environment.globals["ui"] = ui
    for name in COMPONENTS:
        module = environment.get_template(f"components/{name}.html").module
        macros = {key: part for key, part in vars(module).items() if isinstance(part, Macro)}
        vars(ui).update(macros)
    return ui


def render(
    request: Request,
    template: str,
    status: int = 200,
    *,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> HTMLResponse:
    """Return the page that ``template`` makes of ``context``.

    A status of 400 or more also rolls back what the request wrote (see ``sessions``).
    """
    if status >= 400:
        refuse(request)
    environment: Environment = request.app.state.templates
    page = environment.get_template(template).render(chrome_context(request) | context)
    own = {"Cache-Control": "private, no-cache", "Content-Language": i18n.current_language()}
    return HTMLResponse(page, status, own | dict(headers or {}))


def chrome_context(request: Request) -> dict[str, Any]:
    """Return what every template knows without being told."""
    account = current_account(request)
    assets: Assets = request.app.state.assets
    house = current_house(request)
    place = place_of(request.url.path)
    sections = house.services.get(Sections, Sections()) if place == "/desk" else Sections()
    query = f"?{request.url.query}" if request.url.query else ""
    return {
        "request": request,
        "settings": house.settings,
        "account": account,
        "language": i18n.current_language(),
        "languages": i18n.OWN_NAMES,
        "theme": current_theme(request),
        "places": open_places(account),
        "current_place": place,
        "ways": ways(sections, account, request.url.path),
        "here": request.url.path + query,
        "flashes": lambda: take_flashes(request),
        "static": assets.url,
        "has_static": assets.has,
        "request_number": request_id(request),
    }
