"""Choosing the records that are to be changed, page by page, and giving the new values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Self

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.batch_edits import service
from archive.batch_edits.branches import keep_changes_to_branch, keep_to_branch, offered
from archive.batch_edits.errors import KindNotEditableError
from archive.batch_edits.kinds import FOLLOWING, EditableKind, EditableKinds, Field, Wanted
from archive.kernel.errors import InvalidInputError
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, clean
from archive.web.i18n import translate
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.tables import Paging
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
Editor = Annotated[Visitor, Depends(signed_in(Permission.EDIT_IN_BATCHES))]

LISTED = 100
"""How many records stand on a page to be ticked."""
_PAGE = re.compile(r"page-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Choosing:
    """What one visitor may change in records of a kind, and which of them he searches for."""

    kind: EditableKind
    fields: Sequence[Field]
    filters: Sequence[Field]
    wanted: Wanted

    @classmethod
    def of(
        cls, session: Session, kind: EditableKind, asked: Mapping[str, Any], who: Visitor
    ) -> Self:
        """Return what is offered to ``who``, and what was ``asked`` for by address or form."""
        filters = offered(kind.filters(session), who.branch_id)
        given = {f.name: str(asked.get(f"is-{f.name}", "")) for f in filters}
        wanted = Wanted(
            clean(str(asked.get("q", "")))[:200],
            {name: value for name, value in given.items() if value},
            who.branch_id,
        )
        return cls(kind, offered(kind.fields(session), who.branch_id), filters, wanted)


@router.get("/desk/batch-edits/new/{kind_name}")
def choose(
    request: Request, session: ReadSession, house: CurrentHouse, kind_name: str, who: Editor
) -> Response:
    """Let records be searched and chosen, and new values be given."""
    choosing = Choosing.of(session, _kind(house, kind_name), request.query_params, who)
    return _page(request, session, choosing, WebForm(), [])


@router.post("/desk/batch-edits/new/{kind_name}")
def go_on(
    request: Request,
    session: WriteSession,
    house: CurrentHouse,
    submitted: SubmittedForm,
    kind_name: str,
    who: Editor,
) -> Response:
    """Turn to another page with the ticks that were made, or show every difference."""
    choosing = Choosing.of(session, _kind(house, kind_name), submitted, who)
    form, ticked = WebForm(dict(submitted)), _ticked(submitted)
    if turned := _PAGE.fullmatch(str(submitted.get("action", ""))):
        return _page(request, session, choosing, form, ticked, turned[1])
    try:
        changes = service.check_changes(choosing.kind.fields(session), _typed(choosing, submitted))
        keep_changes_to_branch(changes, who.branch_id)
        chosen = _chosen(session, choosing, submitted, ticked)
        keep_to_branch(session, choosing.kind, chosen, who.branch_id)
        seen = service.write_down(session, new_id(), choosing.kind, chosen, changes)
    except InvalidInputError as error:
        form.refuse(error)
        return _page(request, session, choosing, form, ticked, str(submitted.get("page", "1")))
    return RedirectResponse(f"/desk/batch-edits/{seen.id}", 303)


def _kind(house: House, name: str) -> EditableKind:
    kind: EditableKind | None = house.services[EditableKinds].get(name)
    if kind is None:
        raise KindNotEditableError(detail=name)
    return kind


def _page(
    request: Request,
    session: Session,
    choosing: Choosing,
    form: WebForm,
    ticked: Sequence[str],
    page: str = "1",
) -> Response:
    kind, wanted = choosing.kind, choosing.wanted
    count = kind.count(session, wanted, service.MOST_RECORDS)
    paging = Paging.at(request, page, min(count, service.MOST_RECORDS), LISTED)
    found = kind.search(session, wanted, paging.size, paging.offset)
    shown = kind.find(session, found)
    return render(
        request,
        "batch_edits/choose.html",
        422 if form.errors else 200,
        kind=kind,
        kind_label=translate(kind.label),
        search_hint=translate(kind.search_hint),
        text=wanted.text,
        wanted=wanted.values,
        filters=[(f.name, translate(f.label), options_of(f)) for f in choosing.filters],
        found_count=count,
        is_more=count > service.MOST_RECORDS,
        most=service.MOST_RECORDS,
        paging=paging,
        shown=[shown[record_id] for record_id in found if record_id in shown],
        form=form,
        chosen=set(ticked),
        elsewhere=[record_id for record_id in ticked if record_id not in shown],
        **field_words(choosing.fields),
    )


def _ticked(submitted: FormData) -> list[str]:
    """Return what was ticked, on this page of the list and on those before."""
    elsewhere = str(submitted.get("elsewhere", "")).split()
    return list(dict.fromkeys([*elsewhere, *map(str, submitted.getlist("record"))]))


def _chosen(
    session: Session, choosing: Choosing, submitted: FormData, ticked: list[str]
) -> list[str]:
    if submitted.get("all") == "true":
        return choosing.kind.search(session, choosing.wanted, service.MOST_RECORDS + 1)
    return ticked


def _typed(choosing: Choosing, submitted: FormData) -> dict[str, str | None]:
    """Return what was typed into each field that is to be changed; None for the others."""
    return {
        field.name: clean(str(submitted.get(f"new-{field.name}", "")))
        if submitted.get(f"change-{field.name}")
        else None
        for field in choosing.fields
    }


def options_of(field: Field) -> list[tuple[str, str]]:
    """Return what a field is chosen from, in the reader's language."""
    return [(value, translate(name)) for value, name in (field.options or {}).items()]


def field_words(fields: Sequence[Field]) -> dict[str, Any]:
    """Return what fields and their values are called, for templates."""
    return {
        "fields": [(f.name, translate(f.label), options_of(f), f.max_length) for f in fields],
        "field_names": {name: translate(label) for name, label in FOLLOWING.items()}
        | {f.name: translate(f.label) for f in fields},
        "value_names": {f.name: dict(options_of(f)) for f in fields},
    }
