"""Seeing every difference, letting it be done, and taking it back."""

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.visitors import current_visitor
from archive.batch_edits import choose_views, queries, service
from archive.batch_edits.branches import (
    keep_changes_to_branch,
    keep_to_branch,
    keep_undoing_to_branch,
)
from archive.batch_edits.choose_views import Editor, field_words
from archive.batch_edits.errors import BatchEditNotFoundError
from archive.batch_edits.history import SENTENCES
from archive.batch_edits.kinds import EditableKind, EditableKinds
from archive.batch_edits.schemas import BatchView, ItemState
from archive.batch_edits.words import BATCH_STATES, ITEM_STATES
from archive.batch_edits.working import ring
from archive.donations.errors import OtherBranchError
from archive.kernel import journal
from archive.kernel.errors import InvalidInputError
from archive.kernel.house import House
from archive.kernel.journal import Subject
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, clean
from archive.web.i18n import gettext, translate
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.tables import Paging
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
router.include_router(choose_views.router)

SHOWN = 100


@router.get("/desk/batch-edits")
def show_list(
    request: Request, session: ReadSession, house: CurrentHouse, _who: Editor
) -> Response:
    """Show what was edited in batches, newest first, and what can be."""
    paging = Paging.of(request, queries.count_batch_edits(session))
    rows = queries.list_batch_edits(session, paging.offset, paging.size)
    kinds = [(kind.name, translate(kind.label)) for kind in house.services[EditableKinds]]
    return render(
        request,
        "batch_edits/list.html",
        rows=rows,
        paging=paging,
        kinds=kinds,
        kind_names=dict(kinds),
        **_words(),
    )


@router.get("/desk/batch-edits/{batch_id}")
def show(
    request: Request, session: ReadSession, house: CurrentHouse, batch_id: str, _who: Editor
) -> Response:
    """Show what a batch edit would do or, once it was let go, how far it is and what it did."""
    batch = queries.find_batch_edit(session, batch_id)
    return _page(request, session, batch, _kind_of(house, batch), WebForm())


@router.post("/desk/batch-edits/{batch_id}/begin")
def begin(
    request: Request,
    session: WriteSession,
    house: CurrentHouse,
    submitted: SubmittedForm,
    batch_id: str,
    who: Editor,
) -> Response:
    """Let a worker do what was shown."""
    batch = queries.find_batch_edit(session, batch_id)
    kind = _kind_of(house, batch)
    ids = queries.record_ids_of(session, batch_id, ItemState.WAITING)
    keep_to_branch(session, kind, ids, who.branch_id)
    keep_changes_to_branch(batch.changes, who.branch_id)
    form = WebForm(dict(submitted))
    try:
        begun = service.let_go(session, kind, batch_id, clean(str(form.value("why")))[:500])
    except InvalidInputError as error:
        form.refuse(error)
        return _page(request, session, batch, kind, form, 422)
    ring(session, house, batch_id)
    flash(request, gettext("开始修改 %(count)s 条记录。", count=begun.total_count))
    return RedirectResponse(f"/desk/batch-edits/{batch_id}", 303)


@router.post("/desk/batch-edits/{batch_id}/undo")
def undo(
    request: Request, session: WriteSession, house: CurrentHouse, batch_id: str, who: Editor
) -> Response:
    """Put back what was changed, except where somebody wrote later."""
    batch = queries.find_batch_edit(session, batch_id)
    keep_undoing_to_branch(session, _kind_of(house, batch), batch_id, who.branch_id)
    service.ask_undo(session, batch_id)
    ring(session, house, batch_id)
    flash(request, gettext("正在撤销。"))
    return RedirectResponse(f"/desk/batch-edits/{batch_id}", 303)


def _kind_of(house: House, batch: BatchView) -> EditableKind:
    kind: EditableKind | None = house.services[EditableKinds].get(batch.kind)
    if kind is None:
        raise BatchEditNotFoundError(detail=batch.kind)
    return kind


def _page(
    request: Request,
    session: Session,
    batch: BatchView,
    kind: EditableKind,
    form: WebForm,
    status: int = 200,
) -> Response:
    asked = request.query_params.get("state", "")
    state = ItemState(asked) if asked in set(ItemState) else None
    total = sum(batch.counts.values()) if state is None else batch.counts.get(state, 0)
    paging = Paging.of(request, total, SHOWN)
    items = queries.items_of(session, batch.id, state, paging.offset, paging.size)
    is_part = request.headers.get("HX-Request") == "true" and "part" in request.query_params
    page = "preview" if batch.is_previewed else "_state" if is_part else "show"
    return render(
        request,
        f"batch_edits/{page}.html",
        status,
        batch=batch,
        kind_label=translate(kind.label),
        items=items,
        records=kind.find(session, [item.record_id for item in items]),
        paging=paging,
        state=asked,
        form=form,
        may_undo=_may_undo(request, session, kind, batch),
        told=tell(journal.history(session, [Subject("batch-edit", batch.id)]), SENTENCES),
        **_words(),
        **field_words(kind.fields(session)),
    )


def _may_undo(request: Request, session: Session, kind: EditableKind, batch: BatchView) -> bool:
    try:
        keep_undoing_to_branch(session, kind, batch.id, current_visitor(request).branch_id)
    except OtherBranchError:
        return False
    return True


def _words() -> dict[str, Any]:
    return {
        "batch_states": {k.value: (translate(n), tone) for k, (n, tone) in BATCH_STATES.items()},
        "item_states": {k.value: (translate(n), tone) for k, (n, tone) in ITEM_STATES.items()},
    }
