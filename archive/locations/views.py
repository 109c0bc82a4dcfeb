"""The branches of the library and their rooms, at the desk."""

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.kernel import journal
from archive.kernel.errors import InvalidInputError
from archive.kernel.house import House
from archive.kernel.journal import Subject
from archive.locations import place_views, queries, service, staff_views
from archive.locations.desk import (
    HISTORY_LENGTH,
    Keeper,
    Seer,
    keep_to_branch,
    may_change,
    occupancy_of,
    words,
)
from archive.locations.forms import NameForm, RoomForm
from archive.locations.history import SENTENCES
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
router.include_router(place_views.router)
router.include_router(staff_views.router)


@router.get("/desk/locations")
def show_all(request: Request, session: ReadSession, house: CurrentHouse, _who: Seer) -> Response:
    """Show every branch with its rooms."""
    return _index(request, session, house, WebForm())


@router.post("/desk/locations/branches")
def add_branch(
    request: Request,
    session: WriteSession,
    house: CurrentHouse,
    submitted: SubmittedForm,
    _who: Keeper,
) -> Response:
    """Add a branch."""
    keep_to_branch(request)
    typed, form = read_form(NameForm, submitted)
    if typed is not None:
        try:
            branch = service.create_branch(session, typed.code, typed.name)
        except InvalidInputError as error:
            form.refuse(error)
        else:
            return RedirectResponse(f"/desk/locations/branches/{branch.id}", 303)
    return _index(request, session, house, form, 422)


def _index(
    request: Request, session: Session, house: House, form: WebForm, status: int = 200
) -> Response:
    return render(
        request,
        "locations/index.html",
        status,
        branches=queries.list_branches(session),
        rooms=queries.list_rooms(session),
        volumes=occupancy_of(house).volumes_by_room(session),
        unshelved=occupancy_of(house).unshelved_by_room(session),
        form=form,
        may_change=may_change(request),
        **words(),
    )


@router.get("/desk/locations/branches/{branch_id}")
def show_branch(request: Request, session: ReadSession, branch_id: str, _who: Seer) -> Response:
    """Show a branch, to be renamed or given a room."""
    branch = queries.find_branch(session, branch_id)
    return _branch_page(
        request, session, branch_id, WebForm({"code": branch.code, "name": branch.name})
    )


@router.post("/desk/locations/branches/{branch_id}")
def change_branch(
    request: Request, session: WriteSession, branch_id: str, submitted: SubmittedForm, _who: Keeper
) -> Response:
    """Rename a branch."""
    keep_to_branch(request, branch_id)
    typed, form = read_form(NameForm, submitted)
    if typed is not None:
        try:
            service.change_branch(session, branch_id, typed.code, typed.name)
        except InvalidInputError as error:
            form.refuse(error)
        else:
            flash(request, gettext("已保存。"))
            return RedirectResponse(f"/desk/locations/branches/{branch_id}", 303)
    return _branch_page(request, session, branch_id, form, 422)


@router.post("/desk/locations/branches/{branch_id}/rooms")
def add_room(
    request: Request, session: WriteSession, branch_id: str, submitted: SubmittedForm, _who: Keeper
) -> Response:
    """Add a room to a branch."""
    keep_to_branch(request, branch_id)
    typed, form = read_form(RoomForm, submitted)
    if typed is not None:
        try:
            room = service.create_room(session, branch_id, typed.room_code, typed.room_name)
        except InvalidInputError as error:
            form.errors[f"room_{error.field}"] = gettext(error.sentence, **error.values)
        else:
            return RedirectResponse(f"/desk/locations/places/{room.id}", 303)
    branch = queries.find_branch(session, branch_id)
    kept = WebForm({"code": branch.code, "name": branch.name})
    return _branch_page(request, session, branch_id, kept, 422, new_room=form)


@router.post("/desk/locations/branches/{branch_id}/close")
def close_branch(
    request: Request, session: WriteSession, house: CurrentHouse, branch_id: str, _who: Keeper
) -> Response:
    """Take a branch out of use."""
    keep_to_branch(request, branch_id)
    branch = service.close_branch(session, branch_id, occupancy_of(house))
    flash(request, gettext("%(name)s 已停用。", name=branch.name))
    return RedirectResponse(f"/desk/locations/branches/{branch_id}", 303)


@router.post("/desk/locations/branches/{branch_id}/reopen")
def reopen_branch(
    request: Request, session: WriteSession, branch_id: str, _who: Keeper
) -> Response:
    """Take a branch into use again."""
    keep_to_branch(request, branch_id)
    branch = service.reopen_branch(session, branch_id)
    flash(request, gettext("%(name)s 已恢复使用。", name=branch.name))
    return RedirectResponse(f"/desk/locations/branches/{branch_id}", 303)


def _branch_page(
    request: Request,
    session: Session,
    branch_id: str,
    form: WebForm,
    status: int = 200,
    *,
    new_room: WebForm | None = None,
) -> Response:
    entries = journal.history(session, [Subject("branch", branch_id)], HISTORY_LENGTH)
    return render(
        request,
        "locations/branch.html",
        status,
        branch=queries.find_branch(session, branch_id),
        rooms=[room for room in queries.list_rooms(session) if room.branch.id == branch_id],
        form=form,
        new_room=new_room or WebForm(),
        told=tell(entries, SENTENCES),
        may_change=may_change(request),
    )
