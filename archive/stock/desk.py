"""Who may move stock, and what the pages about it have in common."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.stock.words import CAUSES
from archive.web.flash import Level, flash
from archive.web.i18n import translate
from archive.web.templating import render

Mover = Annotated[Visitor, Depends(signed_in(Permission.MOVE_STOCK))]
_LEVELS: Mapping[str, Level] = {
    "good": Level.DONE,
    "note": Level.NOTE,
    "attention": Level.WARNING,
    "bad": Level.FAILED,
}


def words() -> dict[str, Any]:
    """Return what the closed sets are called, in the reader's language, for templates."""
    return {"causes": {key.value: translate(name) for key, name in CAUSES.items()}}


def answer_scan(
    request: Request, template: str, back: str, *, said: str, tone: str, **context: Any
) -> Response:
    """Answer a scan: what changed on the page for a script, a page to go back to without one."""
    if request.headers.get("HX-Request") == "true":
        return render(request, template, said=said, tone=tone, **context)
    flash(request, said, _LEVELS[tone])
    return RedirectResponse(back, 303)
