"""Choosing records, seeing every difference, letting it be done, and taking it back."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, current_visitor, signed_in
from archive.batch_edits import queries, service
from archive.batch_edits.errors import (
    BatchEditNotFoundError,
    KindNotEditableError,
    NothingToChangeError,
)
from archive.batch_edits.history import SENTENCES
from archive.batch_edits.kinds import FOLLOWING, EditableKind, EditableKinds, Field
from archive.batch_edits.schemas import ItemState
from archive.batch_edits.words import BATCH_STATES, ITEM_STATES
from archive.batch_edits.working import ring
from archive.kernel import journal
from archive.kernel.errors import InvalidInputError
from archive.kernel.house import House
from archive.kernel.identifiers import is_id, new_id
from archive.kernel.journal import Subject
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, clean
from archive.web.i18n import gettext, translate
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession, current_house
from archive.web.tables import Paging
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
Editor = Annotated[Visitor, Depends(signed_in(Permission.EDIT_IN_BATCHES))]

SHOWN = 200


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


@router.get("/desk/batch-edits/new/{kind_name}")
def choose(
    request: Request, session: ReadSession, house: CurrentHouse, kind_name: str, _who: Editor
) -> Response:
    """Let records be searched and chosen, and new values be given."""
    return _choose(request, session, _kind(house, kind_name), request.query_params, WebForm())


@router.post("/desk/batch-edits/new/{kind_name}")
def go_on(
    request: Request,
    session: WriteSession,
    house: CurrentHouse,
    submitted: SubmittedForm,
    kind_name: str,
    _who: Editor,
) -> Response:
    """Show every difference or, once those were seen, write the batch edit down for a worker."""
    kind = _kind(house, kind_name)
    form = WebForm(dict(submitted))
    try:
        changes = service.check_changes(kind.fields(session), _typed(kind, session, submitted))
        chosen = _chosen(session, kind, submitted)
        if submitted.get("action") == "begin":
            return _begin(request, session, kind, chosen, changes, form)
        return _preview(request, session, kind, chosen, changes, form)
    except InvalidInputError as error:
        form.refuse(error)
        asked = {name: str(value) for name, value in submitted.items()}
        return _choose(request, session, kind, asked, form, 422)


def _preview(
    request: Request,
    session: Session,
    kind: EditableKind,
    chosen: list[str],
    changes: Mapping[str, Any],
    form: WebForm,
) -> Response:
    seen = service.preview(session, kind, chosen, changes)
    if not changes or not seen.items:
        raise NothingToChangeError
    return render(
        request,
        "batch_edits/preview.html",
        kind=kind,
        kind_label=translate(kind.label),
        seen=seen,
        shown=seen.items[:SHOWN],
        chosen=" ".join(chosen),
        changes=changes,
        form=form,
        submission=new_id(),
        **_field_words(kind, session),
    )


def _begin(
    request: Request,
    session: Session,
    kind: EditableKind,
    chosen: list[str],
    changes: Mapping[str, Any],
    form: WebForm,
) -> Response:
    service.keep_to_branch(session, kind, chosen, current_visitor(request).branch_id)
    token = str(form.value("submission"))
    why = clean(str(form.value("why")))[:500]
    token = token if is_id(token) else new_id()
    batch = service.begin(session, token, kind, chosen, changes, why)
    ring(session, current_house(request), batch.id)
    flash(request, gettext("开始修改 %(count)s 条记录。", count=batch.total_count))
    return RedirectResponse(f"/desk/batch-edits/{batch.id}", 303)


@router.get("/desk/batch-edits/{batch_id}")
def show(
    request: Request, session: ReadSession, house: CurrentHouse, batch_id: str, _who: Editor
) -> Response:
    """Show how far a batch edit is and what it did to each record."""
    batch = queries.find_batch_edit(session, batch_id)
    kind = house.services[EditableKinds].get(batch.kind)
    if kind is None:
        raise BatchEditNotFoundError(detail=batch.kind)
    asked = request.query_params.get("state", "")
    state = ItemState(asked) if asked in set(ItemState) else None
    total = batch.total_count if state is None else batch.counts.get(state, 0)
    paging = Paging.of(request, total, 100)
    items = queries.items_of(session, batch_id, state, paging.offset, paging.size)
    is_part = request.headers.get("HX-Request") == "true" and "part" in request.query_params
    return render(
        request,
        "batch_edits/_state.html" if is_part else "batch_edits/show.html",
        batch=batch,
        kind_label=translate(kind.label),
        items=items,
        records=kind.find(session, [item.record_id for item in items]),
        paging=paging,
        state=asked,
        told=tell(journal.history(session, [Subject("batch-edit", batch_id)]), SENTENCES),
        **_words(),
        **_field_words(kind, session),
    )


@router.post("/desk/batch-edits/{batch_id}/undo")
def undo(
    request: Request, session: WriteSession, house: CurrentHouse, batch_id: str, _who: Editor
) -> Response:
    """Put back what was changed, except where somebody wrote later."""
    service.ask_undo(session, batch_id)
    ring(session, house, batch_id)
    flash(request, gettext("正在撤销。"))
    return RedirectResponse(f"/desk/batch-edits/{batch_id}", 303)


def _kind(house: House, name: str) -> EditableKind:
    kind: EditableKind | None = house.services[EditableKinds].get(name)
    if kind is None:
        raise KindNotEditableError(detail=name)
    return kind


def _choose(
    request: Request,
    session: Session,
    kind: EditableKind,
    asked: Mapping[str, str],
    form: WebForm,
    status: int = 200,
) -> Response:
    text, wanted = str(asked.get("q", "")), _wanted(kind, session, asked)
    found = kind.search(session, text, wanted, SHOWN)
    count = kind.count(session, text, wanted, service.MOST_RECORDS)
    shown = kind.find(session, found)
    filters = kind.filters(session)
    return render(
        request,
        "batch_edits/choose.html",
        status,
        kind=kind,
        kind_label=translate(kind.label),
        text=text,
        wanted=wanted,
        filters=[(f.name, translate(f.label), _options(f)) for f in filters],
        found_count=count,
        is_more=count > service.MOST_RECORDS,
        most=service.MOST_RECORDS,
        shown=[shown[record_id] for record_id in found if record_id in shown],
        form=form,
        chosen=set(str(form.value("chosen")).split()),
        **_field_words(kind, session),
    )


def _wanted(kind: EditableKind, session: Session, asked: Mapping[str, str]) -> dict[str, str]:
    return {
        f.name: str(asked[f"is-{f.name}"])
        for f in kind.filters(session)
        if asked.get(f"is-{f.name}")
    }


def _chosen(session: Session, kind: EditableKind, submitted: FormData) -> list[str]:
    if submitted.get("all") == "true":
        asked = {name: str(value) for name, value in submitted.items()}
        wanted = _wanted(kind, session, asked)
        return kind.search(session, str(asked.get("q", "")), wanted, service.MOST_RECORDS + 1)
    ticked = [str(value) for value in submitted.getlist("record")]
    return ticked or str(submitted.get("chosen", "")).split()


def _typed(kind: EditableKind, session: Session, submitted: FormData) -> dict[str, str | None]:
    """Return what was typed into each field that is to be changed; None for the others."""
    return {
        field.name: clean(str(submitted.get(f"new-{field.name}", "")))
        if submitted.get(f"change-{field.name}")
        else None
        for field in kind.fields(session)
    }


def _options(field: Field) -> list[tuple[str, str]]:
    return [(value, translate(name)) for value, name in (field.options or {}).items()]


def _field_words(kind: EditableKind, session: Session) -> dict[str, Any]:
    fields = kind.fields(session)
    return {
        "fields": [(f.name, translate(f.label), _options(f), f.max_length) for f in fields],
        "field_names": {name: translate(label) for name, label in FOLLOWING.items()}
        | {f.name: translate(f.label) for f in fields},
        "value_names": {f.name: dict(_options(f)) for f in fields},
    }


def _words() -> dict[str, Any]:
    return {
        "batch_states": {k.value: (translate(n), tone) for k, (n, tone) in BATCH_STATES.items()},
        "item_states": {k.value: (translate(n), tone) for k, (n, tone) in ITEM_STATES.items()},
    }
