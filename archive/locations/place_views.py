"""A room, and the places in it, at the desk."""

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.kernel import journal
from archive.kernel.errors import AppError, InvalidInputError
from archive.kernel.house import House
from archive.kernel.journal import Subject
from archive.locations import places, queries, service
from archive.locations.desk import (
    HISTORY_LENGTH,
    Keeper,
    Seer,
    keep_to_branch,
    may_change,
    occupancy_of,
    words,
)
from archive.locations.forms import NamedPlaceForm, NameForm, PlaceForm, RangeForm
from archive.locations.history import ON_PLACE
from archive.locations.schemas import BELOW, PlaceKind, PlaceView
from archive.web.flash import Level, flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)


@router.get("/desk/locations/places/{place_id}")
def show_place(
    request: Request, session: ReadSession, house: CurrentHouse, place_id: str, _who: Seer
) -> Response:
    """Show a room or a place in it, with what is inside."""
    place = queries.find_place(session, place_id)
    return _place_page(request, session, house, place, _form_of(place))


@router.post("/desk/locations/places/{place_id}")
def change_place(
    request: Request,
    session: WriteSession,
    house: CurrentHouse,
    place_id: str,
    submitted: SubmittedForm,
    _who: Keeper,
) -> Response:
    """Rename a room or a place in it."""
    place = queries.find_place(session, place_id)
    keep_to_branch(request, place.room.branch.id)
    try:
        form = _rename(session, place, submitted)
    except InvalidInputError as error:
        form = WebForm(dict(submitted))
        form.refuse(error)
    if form.errors:
        return _place_page(request, session, house, place, form, 422)
    flash(request, gettext("已保存。"))
    return RedirectResponse(f"/desk/locations/places/{place_id}", 303)


def _rename(session: Session, place: PlaceView, submitted: SubmittedForm) -> WebForm:
    if place.kind is PlaceKind.ROOM:
        named, form = read_form(NameForm, submitted)
        if named is not None:
            service.change_room(session, place.id, named.code, named.name)
        return form
    typed, form = read_form(PlaceForm, submitted)
    if typed is not None:
        places.change_place(session, place.id, typed.code, typed.label)
    return form


@router.post("/desk/locations/places/{place_id}/range")
def add_range(
    request: Request,
    session: WriteSession,
    house: CurrentHouse,
    place_id: str,
    submitted: SubmittedForm,
    _who: Keeper,
) -> Response:
    """Make a run of places inside a place."""
    keep_to_branch(request, queries.find_place(session, place_id).room.branch.id)
    typed, form = read_form(RangeForm, submitted)
    if typed is not None:
        try:
            places.add_places(session, place_id, typed.places())
        except InvalidInputError as error:
            form.errors["last"] = gettext(error.sentence, **error.values)
        else:
            count = typed.places().total_count
            flash(request, gettext("已建立 %(count)s 个架位。", count=count))
            return RedirectResponse(f"/desk/locations/places/{place_id}", 303)
    place = queries.find_place(session, place_id)
    return _place_page(request, session, house, place, _form_of(place), 422, run=form)


@router.post("/desk/locations/places/{place_id}/named")
def add_named(
    request: Request, session: WriteSession, place_id: str, submitted: SubmittedForm, _who: Keeper
) -> Response:
    """Make one place with a code of its own."""
    keep_to_branch(request, queries.find_place(session, place_id).room.branch.id)
    typed, form = read_form(NamedPlaceForm, submitted)
    if typed is None:
        flash(request, next(iter(form.errors.values())), Level.FAILED)
        return RedirectResponse(f"/desk/locations/places/{place_id}", 303)
    try:
        with session.begin_nested():
            made = places.add_named_place(session, place_id, typed.named_code, typed.named_label)
        flash(request, gettext("已建立 %(name)s。", name=made.name))
    except AppError as error:
        flash(request, gettext(error.sentence, **error.values), Level.FAILED)
    return RedirectResponse(f"/desk/locations/places/{place_id}", 303)


@router.post("/desk/locations/places/{place_id}/close")
def close_place(
    request: Request, session: WriteSession, house: CurrentHouse, place_id: str, _who: Keeper
) -> Response:
    """Take a place out of use with all inside it."""
    keep_to_branch(request, queries.find_place(session, place_id).room.branch.id)
    place = places.close_place(session, place_id, occupancy_of(house))
    flash(request, gettext("%(name)s 已停用。", name=place.path))
    return RedirectResponse(f"/desk/locations/places/{place_id}", 303)


@router.post("/desk/locations/places/{place_id}/reopen")
def reopen_place(request: Request, session: WriteSession, place_id: str, _who: Keeper) -> Response:
    """Take a place into use again."""
    keep_to_branch(request, queries.find_place(session, place_id).room.branch.id)
    place = places.reopen_place(session, place_id)
    flash(request, gettext("%(name)s 已恢复使用。", name=place.path))
    return RedirectResponse(f"/desk/locations/places/{place_id}", 303)


def _form_of(place: PlaceView) -> WebForm:
    name = {"name": place.room.name} if place.kind is PlaceKind.ROOM else {"label": place.label}
    return WebForm({"code": place.code, **name})


def _place_page(  # noqa: PLR0913 - two forms stand on one page
    request: Request,
    session: Session,
    house: House,
    place: PlaceView,
    form: WebForm,
    status: int = 200,
    *,
    run: WebForm | None = None,
) -> Response:
    inside = [place, *queries.places_in(session, place.id)]
    direct = occupancy_of(house).volumes_by_place(session, place.room.id)
    entries = journal.history(session, [Subject("place", place.id)], HISTORY_LENGTH)
    return render(
        request,
        "locations/place.html",
        status,
        place=place,
        children=[view for view in inside if view.parent_id == place.id],
        below=BELOW.get(place.kind),
        volumes=queries.add_up(inside, direct),
        form=form,
        run=run or WebForm({"first": 1}),
        told=tell(entries, ON_PLACE),
        may_change=may_change(request),
        **words(),
    )
