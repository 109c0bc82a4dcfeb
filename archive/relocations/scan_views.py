"""Packing and unpacking with a scanner: the crate's barcode, then the volumes'."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from archive.kernel.errors import AppError
from archive.locations.queries import find_places
from archive.locations.schemas import PlaceView
from archive.relocations import packing, queries
from archive.relocations.branch_guard import within_branches
from archive.relocations.errors import CrateNotFoundError, NoCrateError, PlaceNotInNewRoomError
from archive.relocations.schemas import CrateView, ItemView, RelocationView
from archive.relocations.words import CRATE_STATES
from archive.stock.desk import Mover, answer_scan
from archive.stock.errors import UnknownVolumeError
from archive.stock.scanning import LONGEST_SCAN, identify
from archive.web.i18n import gettext, translate
from archive.web.sessions import ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False, dependencies=[Depends(within_branches)])

BASE = "/desk/relocations/{relocation_id}"
Scan = Annotated[str, Form(max_length=LONGEST_SCAN)]
Id = Annotated[str, Form(max_length=12)]
Said = tuple[str, str, ItemView | None]


@router.get(f"{BASE}/pack")
def show_packing(
    request: Request, session: ReadSession, relocation_id: str, _who: Mover, crate: str = ""
) -> Response:
    """Show the field for packing."""
    return render(request, "relocations/pack.html", **_state(session, relocation_id, crate, ""))


@router.get(f"{BASE}/unpack")
def show_unpacking(
    request: Request,
    session: ReadSession,
    relocation_id: str,
    _who: Mover,
    crate: str = "",
    at: str = "",
) -> Response:
    """Show the field for unpacking."""
    state = _state(session, relocation_id, crate, at)
    return render(request, "relocations/unpack.html", **state)


def _state(session: Session, relocation_id: str, crate_id: str, at: str) -> dict[str, Any]:
    """Return what every answer shows: the crate, the place, and how far it all is."""
    relocation = queries.find_relocation(session, relocation_id)
    place = find_places(session, [at]).get(at) if at else None
    is_there = place is not None and place.room.id == relocation.target.room.id
    crate = _crate(session, relocation_id, crate_id)
    contents = queries.count_crates(session, relocation_id)
    return {
        "relocation": relocation,
        "crate": crate,
        "at": place if is_there else None,
        "counts": queries.count_volumes(session, relocation),
        "content": contents.get(crate.id, queries.EMPTY) if crate else queries.EMPTY,
        "states": {key.value: (translate(n), tone) for key, (n, tone) in CRATE_STATES.items()},
    }


def _crate(session: Session, relocation_id: str, crate_id: str) -> CrateView | None:
    if not crate_id:
        return None
    try:
        return queries.find_crate(session, relocation_id, crate_id)
    except CrateNotFoundError:
        return None


@router.post(f"{BASE}/pack/scan")
def pack(
    request: Request,
    session: WriteSession,
    relocation_id: str,
    _who: Mover,
    text: Scan = "",
    crate: Id = "",
) -> Response:
    """Take a scan while packing: a crate is filled from now on, a volume goes into it."""
    found = queries.find_scanned_crate(session, relocation_id, text)
    if found is not None:
        said: Said = gettext("现在装：箱 %(number)s", number=found.sequence), "note", None
        return _answer(request, session, relocation_id, "pack", found.id, "", said)
    said = "", "bad", None
    try:
        with session.begin_nested():
            item, is_new = packing.pack_volume(
                session, relocation_id, _chosen(crate), _volume(session, text)
            )
        said = (gettext("已装箱"), "good", item) if is_new else (gettext("已在箱内"), "note", item)
    except AppError as error:
        said = gettext(error.sentence, **error.values), "bad", None
    return _answer(request, session, relocation_id, "pack", crate, "", said)


@router.post(f"{BASE}/unpack/scan")
def unpack(
    request: Request,
    session: WriteSession,
    relocation_id: str,
    _who: Mover,
    text: Scan = "",
    crate: Id = "",
    at: Id = "",
) -> Response:
    """Take a scan while unpacking: a crate arrives, a shelf is filled, a volume is checked off."""
    found = queries.find_scanned_crate(session, relocation_id, text)
    said: Said = "", "bad", None
    try:
        with session.begin_nested():
            if found is not None:
                crate = packing.arrive(session, relocation_id, found.id).id
                said = gettext("箱 %(number)s 已到达", number=found.sequence), "note", None
            else:
                at, said = _unpack_other(session, relocation_id, text, crate, at)
    except AppError as error:
        said = gettext(error.sentence, **error.values), "bad", None
    return _answer(request, session, relocation_id, "unpack", crate, at, said)


def _unpack_other(
    session: Session, relocation_id: str, text: str, crate: str, at: str
) -> tuple[str, Said]:
    found = identify(session, text)
    if isinstance(found, PlaceView):
        relocation = queries.find_relocation(session, relocation_id)
        if found.room.id != relocation.target.room.id:
            raise PlaceNotInNewRoomError(field="text", place=found.path)
        return found.id, (gettext("现在放到：%(place)s", place=found.path), "note", None)
    if found is None:
        raise UnknownVolumeError(text=text.strip())
    item, is_new = packing.check_in(session, relocation_id, _chosen(crate), found.id, at)
    return at, _said_of(item, is_new=is_new)


def _said_of(item: ItemView, *, is_new: bool) -> Said:
    if not is_new:
        return gettext("已核对过"), "note", item
    if item.crate_number is None:
        return gettext("没有装过箱的册"), "attention", item
    if item.is_unexpected:
        said = gettext("原装在箱 %(number)s", number=item.crate_number)
        return said, "attention", item
    return gettext("已到达"), "good", item


@router.post(f"{BASE}/{{way}}/items/{{volume_id}}/undo")
def undo(
    request: Request,
    session: WriteSession,
    relocation_id: str,
    way: str,
    volume_id: str,
    _who: Mover,
) -> Response:
    """Take a volume out of its crate, or take back that it has arrived."""
    take_back = packing.take_out if way == "pack" else packing.undo_arrival
    item = queries.find_item(session, relocation_id, volume_id)
    crate = (item.crate_id if way == "pack" else item.arrived_crate_id) if item else ""
    try:
        with session.begin_nested():
            take_back(session, relocation_id, volume_id)
        said: Said = gettext("已撤销"), "note", None
    except AppError as error:
        said = gettext(error.sentence, **error.values), "bad", None
    return _answer(request, session, relocation_id, way, crate or "", "", said)


def _chosen(crate_id: str) -> str:
    if not crate_id:
        raise NoCrateError
    return crate_id


def _volume(session: Session, text: str) -> str:
    found = identify(session, text)
    if found is None or isinstance(found, PlaceView):
        raise UnknownVolumeError(text=text.strip())
    return found.id


def _answer(  # noqa: PLR0913, PLR0917 - one answer for all that can be done with a volume
    request: Request,
    session: Session,
    relocation_id: str,
    way: str,
    crate_id: str,
    at: str,
    said: Said,
) -> Response:
    state = _state(session, relocation_id, crate_id, at)
    relocation: RelocationView = state["relocation"]
    sentence, tone, item = said
    return answer_scan(
        request,
        "relocations/_scanned.html",
        f"/desk/relocations/{relocation.id}/{way}?crate={crate_id}&at={at}",
        said=sentence,
        tone=tone,
        item=item,
        way=way,
        **state,
    )
