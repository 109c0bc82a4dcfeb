"""Putting volumes on shelves with a scanner: the shelf's barcode, then the volumes'."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from archive.catalogue.queries import find_volume
from archive.kernel.errors import AppError
from archive.locations.desk import keep_to_branch
from archive.locations.errors import PlaceNotFoundError
from archive.locations.queries import find_place
from archive.stock import queries, scanning, service
from archive.stock.desk import Mover, answer_scan
from archive.stock.schemas import printed_number
from archive.stock.words import SHELVINGS
from archive.web.i18n import gettext, translate
from archive.web.sessions import ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
PAGE = "/desk/stock/shelve"


@router.get(PAGE)
def show_shelving(request: Request, session: ReadSession, _who: Mover, at: str = "") -> Response:
    """Show the field that takes what the scanner types."""
    try:
        place = find_place(session, at) if at else None
    except PlaceNotFoundError:
        place = None
    return render(request, "stock/shelve.html", at=place)


@router.post(f"{PAGE}/scan")
def scan(
    request: Request,
    session: WriteSession,
    who: Mover,
    text: Annotated[str, Form(max_length=scanning.LONGEST_SCAN)] = "",
    at: Annotated[str, Form(max_length=12)] = "",
) -> Response:
    """Take one scan."""
    found = scanning.shelve(session, text, at, who.branch_id)
    name, tone = SHELVINGS[found.outcome]
    return answer_scan(
        request,
        "stock/_shelf_scan.html",
        f"{PAGE}?at={found.at.id if found.at else ''}",
        said=translate(name),
        tone=tone,
        scan=found,
        number=printed_number(found.volume) if found.volume else "",
    )


@router.post(f"{PAGE}/undo/{{number}}")
def undo(request: Request, session: WriteSession, number: int, _who: Mover) -> Response:
    """Put the volume back where it was before, unless it stands in another branch."""
    stands_in = queries.branch_of_move(session, number)
    if stands_in is not None:
        keep_to_branch(request, stands_in)
    try:
        with session.begin_nested():
            back = service.undo_move(session, number)
    except AppError as error:
        said = gettext(error.sentence, **error.values)
        return answer_scan(
            request, "stock/_undone.html", PAGE, said=said, tone="bad", volume=None, undone=""
        )
    volume = find_volume(session, back.volume_id)
    where = back.to_name or gettext("没有架位")
    return answer_scan(
        request,
        "stock/_undone.html",
        PAGE,
        said=gettext("已撤销，回到：%(place)s", place=where),
        tone="note",
        volume=volume,
        number=printed_number(volume),
        where=where,
        undone=f"scan-{number}",
    )
