"""What keeps the registers legal books: masks, closed months, corrections, 注销."""

import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accessions import deregistering, months, series
from archive.accessions.branch_guard import (
    keep_entry_to_branch,
    keep_numbers_to_branch,
    keep_room_to_branch,
)
from archive.accessions.corrections import correct_entry, expect_entry
from archive.accessions.models import DeregistrationReason, EntryKind
from archive.accessions.words import REASONS
from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.catalogue.schemas import TitleKind, VolumeView
from archive.catalogue.words import KINDS
from archive.kernel import journal
from archive.kernel.errors import AppError
from archive.locations.queries import list_rooms
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, clean
from archive.web.i18n import gettext, translate
from archive.web.sessions import ReadSession, WriteSession
from archive.web.templating import render

_SEPARATORS = re.compile(r"[,，;；、]")
MOST_SAID = 100
"""Characters in a correction: it stands in a cell of the printed register."""

router = APIRouter(include_in_schema=False)
Registrar = Annotated[Visitor, Depends(signed_in(Permission.REGISTER))]
Keeper = Annotated[Visitor, Depends(signed_in(Permission.KEEP_REGISTERS))]


@router.get("/desk/registers/keeping")
def show_keeping(request: Request, session: ReadSession, _who: Keeper) -> Response:
    """Show masks and closed months."""
    return _keeping(request, session, WebForm())


@router.post("/desk/registers/masks")
def set_mask(
    request: Request, session: WriteSession, submitted: SubmittedForm, who: Keeper
) -> Response:
    """Set how numbers of a room and kind are printed from now on."""
    form = WebForm({name: str(value) for name, value in submitted.items()})
    kind, room = str(form.value("kind")), str(form.value("room"))
    keep_room_to_branch(session, who, room)
    chosen = TitleKind(kind) if kind in set(TitleKind) else None
    try:
        series.set_mask(session, room or None, chosen, clean(str(form.value("mask"))))
    except AppError as error:
        return _refused(request, session, form, error, "mask")
    flash(request, gettext("登录号格式已更改，只用于以后的登记。"))
    return RedirectResponse("/desk/registers/keeping", 303)


@router.post("/desk/registers/months")
def close_month(
    request: Request, session: WriteSession, submitted: SubmittedForm, _who: Keeper
) -> Response:
    """Close a month for good."""
    form = WebForm({name: str(value) for name, value in submitted.items()})
    try:
        year, month = months.read_month(clean(str(form.value("month"))))
        months.close_month(session, year, month, str(form.value("typed")))
    except AppError as error:
        return _refused(request, session, form, error, "month")
    flash(request, gettext("%(month)s 已结账。", month=months.month_name(year, month)))
    return RedirectResponse("/desk/registers/keeping", 303)


def _refused(
    request: Request, session: Session, form: WebForm, error: AppError, field: str
) -> Response:
    form.errors[getattr(error, "field", "") or field] = gettext(error.sentence, **error.values)
    return _keeping(request, session, form, error.status)


def _keeping(request: Request, session: Session, form: WebForm, status: int = 200) -> Response:
    rooms = {room.id: room.path for room in list_rooms(session)}
    kinds = {kind.value: translate(name) for kind, name in KINDS.items()}
    today = journal.today(session)
    masks = [
        {
            "room": rooms.get(row.room_id or "", ""),
            "kind": kinds.get(row.kind, ""),
            "text": row.text,
        }
        for row in series.list_masks(session)
    ]
    usual = series.series_for(session, None, TitleKind.LOCAL_DOCUMENT)
    return render(
        request,
        "accessions/keeping.html",
        status,
        form=form,
        masks=masks,
        rooms=list(rooms.items()),
        kinds=list(kinds.items()),
        months=months.closed_months(session),
        following=series.following_number(session, usual, today),
    )


@router.get("/desk/registers/correct/{entry_kind}")
def show_correction(
    request: Request,
    session: ReadSession,
    entry_kind: EntryKind,
    _who: Registrar,
    entry: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Show the form of a correction."""
    expect_entry(session, entry_kind, entry)
    return _correction_page(request, entry_kind, entry, WebForm())


@router.post("/desk/registers/correct/{entry_kind}")
def correct(
    request: Request,
    session: WriteSession,
    entry_kind: EntryKind,
    submitted: SubmittedForm,
    who: Registrar,
) -> Response:
    """Enter a correction."""
    typed = {name: clean(str(value)) for name, value in submitted.items()}
    form = WebForm(typed)
    for name in ("was", "is_now", "why"):
        if len(typed.get(name, "")) > MOST_SAID:
            form.errors[name] = gettext("最多 %(max_length)s 个字。", max_length=MOST_SAID)
    entry = typed.get("entry", "")
    keep_entry_to_branch(session, who, entry_kind, entry)
    if form.errors:
        return _correction_page(request, entry_kind, entry, form, 422)
    try:
        made = correct_entry(
            session,
            entry_kind,
            entry,
            was=typed.get("was", ""),
            is_now=typed.get("is_now", ""),
            why=typed.get("why", ""),
        )
    except AppError as error:
        form.errors[getattr(error, "field", "")] = gettext(error.sentence, **error.values)
        return _correction_page(request, entry_kind, entry, form, error.status)
    flash(request, gettext("已登记更正 %(number)s。", number=made.number))
    places = {EntryKind.BATCH: "summary", EntryKind.ITEM: "individual"}
    return RedirectResponse(f"/desk/registers/{places.get(entry_kind, 'withdrawals')}", 303)


def _correction_page(
    request: Request, kind: EntryKind, entry: str, form: WebForm, status: int = 200
) -> Response:
    return render(request, "accessions/correct.html", status, kind=kind, entry=entry, form=form)


@router.get("/desk/registers/withdraw")
def show_withdraw(
    request: Request, _who: Keeper, number: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    """Ask which volumes are to be taken out of the registers, and why."""
    form = WebForm({"numbers": number})
    return _withdraw_page(request, form)


@router.post("/desk/registers/withdraw")
def withdraw(
    request: Request,
    session: WriteSession,
    submitted: SubmittedForm,
    who: Keeper,
    reason: Annotated[DeregistrationReason, Form()] = DeregistrationReason.OTHER,
) -> Response:
    """Show what would be taken out or, once it was typed, take it out."""
    form = WebForm({name: clean(str(value)) for name, value in submitted.items()})
    numbers = _SEPARATORS.sub(" ", str(form.value("numbers"))).split()
    keep_numbers_to_branch(session, who, numbers)
    try:
        volumes = deregistering.find_numbers(session, numbers)
        if form.value("action") != "withdraw" or not _is_what_was_shown(form, volumes):
            if form.value("action") == "withdraw":
                form.errors["numbers"] = gettext("登录号改动过，请核对下面的清单，再确认一次。")
            wanted = deregistering.confirmation(volumes)
            status = 422 if form.errors else 200
            return _withdraw_page(request, form, status, volumes=volumes, wanted=wanted)
        made = deregistering.deregister(
            session,
            numbers,
            reason,
            approval=str(form.value("approval"))[:300],
            typed=str(form.value("typed")),
        )
    except AppError as error:
        field = getattr(error, "field", "") or "numbers"
        form.errors[field] = gettext(error.sentence, **error.values)
        known: Sequence[VolumeView] = (
            () if field == "numbers" else deregistering.find_numbers(session, numbers)
        )
        wanted = deregistering.confirmation(known) if known else ""
        return _withdraw_page(request, form, error.status, volumes=known, wanted=wanted)
    flash(request, gettext("已注销 %(count)s 册。", count=len(made)))
    return RedirectResponse("/desk/registers/withdrawals", 303)


def _is_what_was_shown(form: WebForm, volumes: Sequence[VolumeView]) -> bool:
    """Whether somebody looked at exactly these volumes before he confirmed."""
    return str(form.value("shown")) == _shown(volumes)


def _shown(volumes: Sequence[VolumeView]) -> str:
    return " ".join(volume.accession_label or "" for volume in volumes)


def _withdraw_page(
    request: Request,
    form: WebForm,
    status: int = 200,
    volumes: Sequence[VolumeView] = (),
    wanted: str = "",
) -> Response:
    return render(
        request,
        "accessions/withdraw.html",
        status,
        form=form,
        reasons=[(key.value, translate(name)) for key, name in REASONS.items()],
        volumes=volumes,
        shown=_shown(volumes),
        wanted=wanted,
    )
