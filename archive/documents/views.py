"""Anybody may check that a paper is genuine: its kind, number and date, and nothing else."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from archive.documents import queries
from archive.documents.kinds import KINDS
from archive.web.i18n import translate
from archive.web.sessions import ReadSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)


@router.get("/documents")
def look_up(request: Request, number: str = "") -> Response:
    """Ask for the number of a paper, or lead to the paper that has it."""
    if not number.strip():
        return render(request, "documents/look_up.html")
    return RedirectResponse(f"/documents/{quote(number.strip(), safe='')}", 303)


@router.get("/documents/{key}")
def check(request: Request, session: ReadSession, key: str) -> Response:
    """Say whether the library issued this paper, when, and whether it still holds.

    ``key`` is its code or its number.
    """
    document = queries.find_document(session, key)
    name = translate(KINDS[document.kind].name)
    return render(request, "documents/check.html", document=document, kind_name=name)
