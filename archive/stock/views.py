"""Where volumes are, at the desk: what has no place, what is missing, what stands where."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.catalogue.queries import find_volume
from archive.kernel.errors import InvalidInputError
from archive.locations.desk import keep_to_branch
from archive.locations.queries import find_place
from archive.locations.schemas import PlaceView
from archive.stock import queries, scanning, shelf_views
from archive.stock.desk import Mover, words
from archive.stock.errors import UnknownVolumeError
from archive.stock.queries import StockFilter
from archive.stock.schemas import UNKNOWN, barcode_of
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.i18n import gettext
from archive.web.sessions import ReadSession, WriteSession
from archive.web.tables import Paging
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
router.include_router(shelf_views.router)

SHOWN = 8
UNPLACED = StockFilter(is_unplaced=True)
UNDER_WAY = StockFilter(is_under_way=True)


@router.get("/desk/stock")
def show_overview(request: Request, session: ReadSession, _who: Mover) -> Response:
    """Show what has no place, what is under way and what is missing."""
    missing_count = queries.count_missing(session)
    return render(
        request,
        "stock/overview.html",
        placed=queries.count_stock(session, StockFilter()),
        unplaced_count=queries.count_stock(session, UNPLACED),
        under_way_count=queries.count_stock(session, UNDER_WAY),
        missing_count=missing_count,
        unplaced=queries.list_stock(session, UNPLACED, limit=SHOWN),
        missing=queries.list_missing(session, limit=SHOWN) if missing_count else [],
    )


@router.get("/desk/stock/find")
def find(session: ReadSession, _who: Mover, text: str = "") -> Response:
    """Lead to the volume or the place whose barcode, number or address was given."""
    if not text.strip():
        return RedirectResponse("/desk/stock", 303)
    found = scanning.identify(session, text)
    if found is None:
        raise UnknownVolumeError(field="text", text=text.strip()[: scanning.LONGEST_SCAN])
    if isinstance(found, PlaceView):
        return RedirectResponse(f"/desk/stock/places/{found.id}", 303)
    return RedirectResponse(f"/desk/stock/volumes/{found.id}", 303)


@router.get("/desk/stock/unplaced")
def show_unplaced(request: Request, session: ReadSession, _who: Mover) -> Response:
    """Show the volumes that nobody has put anywhere."""
    return _list(request, session, UNPLACED, gettext("没有架位的册"))


@router.get("/desk/stock/under-way")
def show_under_way(request: Request, session: ReadSession, _who: Mover) -> Response:
    """Show the volumes in crates and on transfers."""
    return _list(request, session, UNDER_WAY, gettext("在途的册"))


@router.get("/desk/stock/places/{place_id}")
def show_contents(request: Request, session: ReadSession, place_id: str, _who: Mover) -> Response:
    """Show what stands at a place and inside it."""
    place = find_place(session, place_id)
    return _list(request, session, StockFilter(place), place.path)


def _list(request: Request, session: Session, wanted: StockFilter, title: str) -> Response:
    paging = Paging.of(request, queries.count_stock(session, wanted))
    return render(
        request,
        "stock/list.html",
        title=title,
        place=wanted.place,
        paging=paging,
        rows=queries.list_stock(session, wanted, paging.offset, paging.size),
    )


@router.get("/desk/stock/missing")
def show_missing(request: Request, session: ReadSession, _who: Mover) -> Response:
    """Show the volumes that were looked for and not found."""
    paging = Paging.of(request, queries.count_missing(session))
    rows = queries.list_missing(session, paging.offset, paging.size)
    return render(request, "stock/missing.html", paging=paging, rows=rows)


@router.get("/desk/stock/volumes/{volume_id}")
def show_volume(request: Request, session: ReadSession, volume_id: str, _who: Mover) -> Response:
    """Show where a volume is and where it has been."""
    return _volume_page(request, session, volume_id, WebForm())


@router.post("/desk/stock/volumes/{volume_id}/place")
def place_volume(
    request: Request,
    session: WriteSession,
    volume_id: str,
    _who: Mover,
    place: Annotated[str, Form(max_length=scanning.LONGEST_SCAN)] = "",
    why: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Put a volume at the place that was scanned or typed."""
    find_volume(session, volume_id)
    try:
        keep_to_branch(request, scanning.expect_place(session, place).room.branch.id)
        put = scanning.place_volume(session, volume_id, place, why.strip())
    except InvalidInputError as error:
        form = WebForm({"place": place, "why": why})
        form.refuse(error)
        return _volume_page(request, session, volume_id, form, 422)
    flash(request, gettext("现在在：%(place)s", place=put.path))
    return RedirectResponse(f"/desk/stock/volumes/{volume_id}", 303)


def _volume_page(
    request: Request, session: Session, volume_id: str, form: WebForm, status: int = 200
) -> Response:
    volume = find_volume(session, volume_id)
    (row,) = queries.rows_of(session, [volume_id])
    return render(
        request,
        "stock/volume.html",
        status,
        volume=volume,
        number=row.number,
        barcode=barcode_of(volume),
        whereabouts=queries.whereabouts_of(session, [volume_id]).get(volume_id, UNKNOWN),
        missing=queries.missing_since(session, volume_id),
        movements=queries.movements_of(session, volume_id),
        form=form,
        **words(),
    )
