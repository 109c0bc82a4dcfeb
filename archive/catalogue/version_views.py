"""The versions of a title at the desk: what each changed, and going back to one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.catalogue import queries, versions
from archive.catalogue.errors import RestoreReasonMissingError
from archive.catalogue.field_words import FieldWords
from archive.catalogue.history import ON_TITLE
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.i18n import gettext
from archive.web.sessions import ReadSession, WriteSession
from archive.web.telling import Told, tell_entry
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

Cataloguer = Annotated[Visitor, Depends(signed_in(Permission.CATALOGUE))]


@dataclass(frozen=True, slots=True)
class ToldVersion:
    """An entry as a sentence, with each field that it changed: (label, before, after)."""

    number: int
    told: Told
    changes: list[tuple[str, str, str]]
    is_version: bool


@router.get("/desk/titles/{title_id}/history")
def show_history(
    request: Request, session: ReadSession, title_id: str, _who: Cataloguer
) -> Response:
    """Show all that happened to a title, each change field by field."""
    words = FieldWords.of(session)
    title = queries.find_title(session, title_id)
    entries = versions.title_history(session, title_id)
    rows = [
        ToldVersion(
            entry.number,
            tell_entry(entry, ON_TITLE[entry.action]),
            words.changes(entry.before, entry.after) if entry.action in versions.VERSIONS else [],
            entry.action in versions.VERSIONS,
        )
        for entry in entries
        if entry.action in ON_TITLE
    ]
    newest = next((row.number for row in rows if row.is_version), 0)
    return render(request, "catalogue/history.html", title=title, rows=rows, newest=newest)


@router.get("/desk/titles/{title_id}/history/{number}")
def look_back(
    request: Request, session: ReadSession, title_id: str, number: int, _who: Cataloguer
) -> Response:
    """Show what going back to a version would change, and what would stay."""
    return _page(request, session, title_id, number, WebForm())


@router.post("/desk/titles/{title_id}/history/{number}")
def go_back(
    request: Request,
    session: WriteSession,
    title_id: str,
    number: int,
    _who: Cataloguer,
    revision: Annotated[int, Form()],
    why: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Write the version again, as a new one, with the reason."""
    try:
        versions.restore(session, title_id, revision, number, why)
    except RestoreReasonMissingError as error:
        form = WebForm({"why": why})
        form.refuse(error)
        return _page(request, session, title_id, number, form, 422)
    flash(request, gettext("已恢复，原来的内容仍在经过里。"))
    return RedirectResponse(f"/desk/titles/{title_id}/edit", 303)


def _page(
    request: Request,
    session: Session,
    title_id: str,
    number: int,
    form: WebForm,
    status: int = 200,
) -> Response:
    words = FieldWords.of(session)
    wanted = versions.look_back(session, title_id, number)
    held = wanted.held.fields().flat()
    return render(
        request,
        "catalogue/restore.html",
        status,
        title=wanted.held,
        told=tell_entry(wanted.entry, ON_TITLE[wanted.entry.action]),
        number=number,
        changes=_named(words.changes(wanted.before, wanted.after)),
        kept=_named(words.changes({name: held.get(name) for name in wanted.kept}, wanted.kept)),
        form=form,
    )


def _named(changes: list[tuple[str, str, str]]) -> list[Mapping[str, Any]]:
    return [{"label": label, "now": now, "then": then} for label, now, then in changes]
