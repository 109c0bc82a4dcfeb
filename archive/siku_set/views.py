"""The set at the desk: the question, the printed volumes, and leaf lists."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.catalogue.queries import find_title
from archive.kernel.errors import InvalidInputError
from archive.kernel.journal import act_as
from archive.locations.desk import keep_to_branch
from archive.locations.queries import find_scanned_place
from archive.siku_set import leaves, printed_volumes
from archive.siku_set.errors import LeafFilesMissingError
from archive.siku_set.finding import answer
from archive.siku_set.forms import ShelveForm, VolumesForm
from archive.siku_set.leaf_files import LARGEST_BYTES, parse_files, read_files
from archive.siku_set.queries import count_works, find_set
from archive.siku_set.questions import parse_question
from archive.siku_set.words import leaf_words, place_words
from archive.web.flash import Level, flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext
from archive.web.sessions import ReadSession, WriteSession, current_house
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

Cataloguer = Annotated[Visitor, Depends(signed_in(Permission.CATALOGUE))]
Mover = Annotated[Visitor, Depends(signed_in(Permission.MOVE_STOCK))]
FORM_BYTES = LARGEST_BYTES + 1_000_000


@router.get("/desk/siku")
def show(request: Request, session: ReadSession, _who: Cataloguer) -> Response:
    """Answer a question, if one is asked, and show what of the set is held."""
    return _page(request, session, WebForm())


def _page(request: Request, session: Session, form: WebForm, status: int = 200) -> Response:
    typed = request.query_params.get("q", "").strip()[:200]
    asked = parse_question(typed)
    return render(
        request,
        "siku_set/desk.html",
        status,
        form=form,
        typed=typed,
        asked=asked,
        found=answer(session, asked) if asked is not None else [],
        series=find_set(session),
        work_count=count_works(session),
        volume_count=printed_volumes.count_volumes(session),
        leaf_list_count=leaves.count_lists(session),
        **words(),
    )


def words() -> dict[str, Any]:
    """Return how places are written out, for templates."""
    return {"leaf_words": leaf_words, "place_words": place_words}


@router.post("/desk/siku/volumes")
def make_volumes(
    request: Request, session: WriteSession, submitted: SubmittedForm, _who: Cataloguer
) -> Response:
    """Make the printed volumes that are held, by their numbers."""
    typed, form = read_form(VolumesForm, submitted)
    if typed is None:
        return _page(request, session, form, 422)
    try:
        made = printed_volumes.make_volumes(session, typed.first, typed.last, typed.copy_number)
    except InvalidInputError as error:
        form.refuse(error)
        return _page(request, session, form, 422)
    if made:
        flash(request, gettext("已建立 %(count)s 册。", count=len(made)))
    else:
        flash(request, gettext("这些册都已建立过，没有再建。"), Level.WARNING)
    return RedirectResponse("/desk/siku#volumes", 303)


@router.post("/desk/siku/shelve")
def shelve(
    request: Request, session: WriteSession, submitted: SubmittedForm, _who: Mover
) -> Response:
    """Say where a run of printed volumes stands."""
    typed, form = read_form(ShelveForm, submitted)
    if typed is None:
        return _page(request, session, form, 422)
    place = find_scanned_place(session, typed.place)
    if place is None:
        form.errors["place"] = gettext("没有这个架位，请写架位的地址或扫架位的条码。")
        return _page(request, session, form, 422)
    keep_to_branch(request, place.room.branch.id)
    try:
        count = printed_volumes.shelve_volumes(
            session, typed.first, typed.last, place, typed.copy_number
        )
    except InvalidInputError as error:
        form.refuse(error)
        return _page(request, session, form, 422)
    flash(request, gettext("%(count)s 册已上架：%(place)s。", count=count, place=place.path))
    return RedirectResponse("/desk/siku#volumes", 303)


@router.post("/desk/siku/titles/{title_id}/leaves", max_body_size=FORM_BYTES)
async def take_leaves(request: Request, title_id: str, _who: Cataloguer) -> Response:
    """Take in a leaf list of a title: a text file, or a zip of them."""
    async with request.form(max_files=1, max_fields=3) as submitted:
        file = submitted.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise LeafFilesMissingError(name="")
        content = await file.read()
        name = file.filename.replace("\\", "/").rpartition("/")[2][-200:]
        is_new = await run_in_threadpool(_take, request, title_id, content, name)
    said = gettext("叶表已导入。") if is_new else gettext("这份叶表已在，没有要写入的内容。")
    flash(request, said, Level.DONE if is_new else Level.WARNING)
    return RedirectResponse(f"/desk/titles/{title_id}/edit#siku-set", 303)


def _take(request: Request, title_id: str, content: bytes, name: str) -> bool:
    placed = parse_files(read_files(content, name))
    house = current_house(request)
    with house.database.write() as session:
        act_as(session, request.state.actor, house.clock)
        find_title(session, title_id)
        _, is_new = leaves.take_leaves(session, title_id, placed, name)
    return is_new


@router.post("/desk/siku/leaves/{list_id}/undo")
def undo_leaves(
    request: Request, session: WriteSession, list_id: str, _who: Cataloguer
) -> Response:
    """Take a leaf list back; an earlier one counts again."""
    view = leaves.undo_leaves(session, list_id)
    flash(request, gettext("叶表已撤销。"))
    return RedirectResponse(f"/desk/titles/{view.title_id}/edit#siku-set", 303)
