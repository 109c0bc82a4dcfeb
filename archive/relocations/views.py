"""Moves at the desk: the list, one move with its crates, one crate with what is in it."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.kernel import journal
from archive.kernel.errors import InvalidInputError
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Subject
from archive.locations.desk import keep_to_branch
from archive.locations.queries import find_place, list_rooms
from archive.relocations import packing, queries, scan_views, service
from archive.relocations.branch_guard import within_branches
from archive.relocations.forms import CratesForm, RelocationForm
from archive.relocations.history import SENTENCES
from archive.relocations.packing_list import set_packing_lists
from archive.relocations.schemas import CrateView, RelocationView
from archive.relocations.words import CRATE_STATES
from archive.stock.desk import Mover
from archive.stock.scanning import LONGEST_SCAN, expect_place
from archive.web.flash import Level, flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext, translate
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False, dependencies=[Depends(within_branches)])
router.include_router(scan_views.router)

BASE = "/desk/relocations"
CRATE = f"{BASE}/{{relocation_id}}/crates/{{crate_id}}"
HISTORY_LENGTH = 50


@router.get(BASE)
def show_list(request: Request, session: ReadSession, _who: Mover) -> Response:
    """Show every move."""
    return _list(request, session, WebForm({"submission": new_id()}))


@router.post(BASE)
def begin(
    request: Request, session: WriteSession, submitted: SubmittedForm, _who: Mover
) -> Response:
    """Plan a move."""
    typed, form = read_form(RelocationForm, submitted)
    if typed is None:
        return _list(request, session, form, 422)
    keep_to_branch(request, find_place(session, typed.origin).room.branch.id)
    try:
        made = service.begin_relocation(
            session, typed.name, typed.origin, typed.target, typed.submission, typed.note
        )
        if typed.crates and not queries.list_crates(session, made.id):
            service.add_crates(session, made.id, typed.crates)
    except InvalidInputError as error:
        form.refuse(error)
        return _list(request, session, form, 422)
    return RedirectResponse(f"{BASE}/{made.id}", 303)


def _list(request: Request, session: Session, form: WebForm, status: int = 200) -> Response:
    return render(
        request,
        "relocations/list.html",
        status,
        rows=queries.list_relocations(session),
        rooms=[(room.id, room.path) for room in list_rooms(session, only_open=True)],
        form=form,
    )


@router.get(f"{BASE}/{{relocation_id}}")
def show(request: Request, session: ReadSession, relocation_id: str, _who: Mover) -> Response:
    """Show a move: how far it is, its crates, what is missing and what was unexpected."""
    relocation = queries.find_relocation(session, relocation_id)
    entries = journal.history(session, [Subject("relocation", relocation_id)], HISTORY_LENGTH)
    own = [entry for entry in entries if entry.action in SENTENCES]
    return render(
        request,
        "relocations/show.html",
        relocation=relocation,
        counts=queries.count_volumes(session, relocation),
        crates=queries.list_crates(session, relocation_id),
        contents=queries.count_crates(session, relocation_id),
        nothing=queries.EMPTY,
        missing=queries.list_missing(session, relocation_id),
        unexpected=queries.list_unexpected(session, relocation_id),
        states={key.value: (translate(n), tone) for key, (n, tone) in CRATE_STATES.items()},
        told=tell(own, SENTENCES),
    )


@router.post(f"{BASE}/{{relocation_id}}/crates")
def add_crates(
    request: Request,
    session: WriteSession,
    relocation_id: str,
    submitted: SubmittedForm,
    _who: Mover,
) -> Response:
    """Make more crates."""
    typed, form = read_form(CratesForm, submitted)
    if typed is None:
        flash(request, next(iter(form.errors.values())), Level.FAILED)
    else:
        made = service.add_crates(session, relocation_id, typed.count)
        flash(request, gettext("已新增 %(count)s 只箱。", count=len(made)))
    return RedirectResponse(f"{BASE}/{relocation_id}", 303)


@router.post(f"{BASE}/{{relocation_id}}/close")
def close(request: Request, session: WriteSession, relocation_id: str, _who: Mover) -> Response:
    """End a move."""
    counts = service.close_relocation(session, relocation_id)
    said = gettext(
        "搬迁已结束：到达 %(arrived)s 册，缺 %(missing)s 册。",
        arrived=counts.arrived,
        missing=counts.missing,
    )
    flash(request, said, Level.WARNING if counts.missing else Level.DONE)
    return RedirectResponse(f"{BASE}/{relocation_id}", 303)


@router.get(CRATE)
def show_crate(
    request: Request, session: ReadSession, relocation_id: str, crate_id: str, _who: Mover
) -> Response:
    """Show what is in a crate."""
    return _crate_page(request, session, relocation_id, crate_id, WebForm())


def _crate_page(
    request: Request,
    session: Session,
    relocation_id: str,
    crate_id: str,
    form: WebForm,
    status: int = 200,
) -> Response:
    crate = queries.find_crate(session, relocation_id, crate_id)
    values = form.values or {"place": crate.target.address if crate.target else ""}
    return render(
        request,
        "relocations/crate.html",
        status,
        relocation=queries.find_relocation(session, relocation_id),
        crate=crate,
        items=queries.list_items(session, relocation_id, crate_id),
        states={key.value: (translate(n), tone) for key, (n, tone) in CRATE_STATES.items()},
        form=WebForm(values, form.errors),
    )


@router.post(f"{CRATE}/aim")
def aim(
    request: Request,
    session: WriteSession,
    relocation_id: str,
    crate_id: str,
    _who: Mover,
    place: Annotated[str, Form(max_length=LONGEST_SCAN)] = "",
) -> Response:
    """Write on a crate which place it is meant for."""
    try:
        place_id = expect_place(session, place).id if place.strip() else ""
        service.aim_crate(session, relocation_id, crate_id, place_id)
    except InvalidInputError as error:
        form = WebForm({"place": place})
        form.refuse(error)
        return _crate_page(request, session, relocation_id, crate_id, form, 422)
    return _back_to_crate(relocation_id, crate_id)


@router.post(f"{CRATE}/seal")
def seal(session: WriteSession, relocation_id: str, crate_id: str, _who: Mover) -> Response:
    """Seal a crate."""
    service.seal_crate(session, relocation_id, crate_id)
    return _back_to_crate(relocation_id, crate_id)


@router.post(f"{CRATE}/reopen")
def reopen(session: WriteSession, relocation_id: str, crate_id: str, _who: Mover) -> Response:
    """Open a sealed crate again."""
    service.reopen_crate(session, relocation_id, crate_id)
    return _back_to_crate(relocation_id, crate_id)


@router.post(f"{CRATE}/finish")
def finish(session: WriteSession, relocation_id: str, crate_id: str, _who: Mover) -> Response:
    """Note that a crate is empty although something is missing."""
    packing.finish_crate(session, relocation_id, crate_id)
    return _back_to_crate(relocation_id, crate_id)


def _back_to_crate(relocation_id: str, crate_id: str) -> Response:
    return RedirectResponse(f"{BASE}/{relocation_id}/crates/{crate_id}", 303)


@router.get(f"{CRATE}/packing-list.pdf")
def print_list(
    session: ReadSession, house: CurrentHouse, relocation_id: str, crate_id: str, _who: Mover
) -> Response:
    """Give the packing list of a crate."""
    relocation = queries.find_relocation(session, relocation_id)
    crate = queries.find_crate(session, relocation_id, crate_id)
    return _paper(session, house, relocation, [crate])


@router.get(f"{BASE}/{{relocation_id}}/packing-lists.pdf")
def print_lists(
    session: ReadSession, house: CurrentHouse, relocation_id: str, _who: Mover
) -> Response:
    """Give the packing lists of all crates, which are also what is stuck on them."""
    relocation = queries.find_relocation(session, relocation_id)
    return _paper(session, house, relocation, queries.list_crates(session, relocation_id))


def _paper(
    session: Session, house: House, relocation: RelocationView, crates: list[CrateView]
) -> Response:
    paper = set_packing_lists(session, relocation, crates, house.settings.library_name)
    name = f"inline; filename*=UTF-8''{quote(relocation.name)}.pdf"
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return Response(paper, media_type="application/pdf", headers=headers)
