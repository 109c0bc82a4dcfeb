"""Registering at the desk: a donation, a holding, and the two registers."""

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response, StreamingResponse

from archive.accessions import queries, service
from archive.accessions.csv_export import write_csv
from archive.accessions.forms import HoldingForm
from archive.accessions.schemas import BatchView, Source
from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.catalogue.queries import count_held, titles_like
from archive.catalogue.views import words as catalogue_words
from archive.donations.queries import find_donation
from archive.kernel.errors import N_, InvalidInputError
from archive.kernel.identifiers import new_id
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext, translate
from archive.web.sessions import ReadSession, WriteSession
from archive.web.tables import Paging
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

Registrar = Annotated[Visitor, Depends(signed_in(Permission.REGISTER))]
SOURCES = {Source.DONATION: N_("受赠"), Source.EXISTING: N_("馆藏补登")}
SUMMARY_HEADINGS = (
    N_("总括登记号"),
    N_("登记日期"),
    N_("来源"),
    N_("凭证"),
    N_("种数"),
    N_("册数"),
    N_("起登录号"),
    N_("止登录号"),
)
INDIVIDUAL_HEADINGS = (
    N_("登录号"),
    N_("登记日期"),
    N_("题名"),
    N_("责任者"),
    N_("版本"),
    N_("年代"),
    N_("部次"),
    N_("册次"),
    N_("索书号"),
    N_("总括登记号"),
    N_("来源"),
)
SHEET = 200


def words() -> dict[str, Any]:
    """Return what the closed sets are called, in the reader's language, for templates."""
    return catalogue_words() | {
        "sources": {key.value: translate(name) for key, name in SOURCES.items()}
    }


@router.get("/desk/donations/{donation_id}/register")
def confirm(request: Request, session: ReadSession, donation_id: str, _who: Registrar) -> Response:
    """Show what registering a donation will write, before it is written."""
    plan = service.plan_registration(session, donation_id)
    return render(
        request,
        "accessions/register.html",
        donation=find_donation(session, donation_id),
        plan=plan,
        alike=titles_like(session, [planned.line.title for planned in plan.lines]),
        submission=new_id(),
        **words(),
    )


@router.post("/desk/donations/{donation_id}/register")
def register(
    request: Request,
    session: WriteSession,
    donation_id: str,
    submitted: SubmittedForm,
    _who: Registrar,
) -> Response:
    """Enter the accepted lines in the registers."""
    existing = {
        name.removeprefix("title-"): str(value)
        for name, value in submitted.items()
        if name.startswith("title-") and value
    }
    token = str(submitted.get("submission", "")) or new_id()
    batch = service.register_donation(session, donation_id, token, existing)
    return _say_registered(request, batch)


def _say_registered(request: Request, batch: BatchView) -> Response:
    said = gettext(
        "已登记入藏：总括登记 %(number)s，%(titles)s 种 %(volumes)s 册。",
        number=batch.number,
        titles=batch.title_count,
        volumes=batch.volume_count,
    )
    flash(request, said)
    return RedirectResponse(f"/desk/registers/batches/{batch.id}", 303)


@router.get("/desk/registers/batches/{batch_id}")
def show_batch(request: Request, session: ReadSession, batch_id: str, _who: Registrar) -> Response:
    """Show a batch with its volumes."""
    batch = queries.find_batch(session, batch_id)
    return render(request, "accessions/batch.html", batch=batch, **words())


@router.get("/desk/holdings/new")
def show_new_holding(request: Request, _who: Registrar) -> Response:
    """Show the empty form for a holding without a donation, with a token of its own."""
    form = WebForm({"submission": new_id(), "kind": "siku", "siku_division": "", "volume_count": 1})
    return _holding_page(request, form)


@router.post("/desk/holdings/new")
def register_holding(
    request: Request, session: WriteSession, submitted: SubmittedForm, _who: Registrar
) -> Response:
    """Register a holding."""
    typed, form = read_form(HoldingForm, submitted)
    if typed is None:
        return _holding_page(request, form, 422)
    try:
        batch = service.register_existing(session, typed.holding())
    except InvalidInputError as error:
        form.refuse(error)
        return _holding_page(request, form, 422)
    return _say_registered(request, batch)


def _holding_page(request: Request, form: WebForm, status: int = 200) -> Response:
    own = {
        "kind": gettext("馆藏"),
        "volume_count": gettext("册数"),
        "volume_labels": gettext("册名"),
        "shelfmark": gettext("索书号"),
        "provenance": gettext("来源说明"),
    }
    known = words()
    known["labels"] = known["labels"] | own
    return render(request, "accessions/new_holding.html", status, form=form, **known)


@router.get("/desk/registers/summary")
def show_summary(request: Request, session: ReadSession, _who: Registrar) -> Response:
    """Show the summary register (总括登记)."""
    paging = Paging.of(request, queries.count_batches(session), SHEET)
    rows = queries.list_batches(session, paging.offset, paging.size)
    return render(
        request,
        "accessions/summary.html",
        rows=rows,
        paging=paging,
        held=count_held(session),
        **words(),
    )


@router.get("/desk/registers/individual")
def show_individual(request: Request, session: ReadSession, _who: Registrar) -> Response:
    """Show the individual register (个别登记)."""
    paging = Paging.of(request, queries.count_items(session), SHEET)
    rows = queries.list_items(session, paging.offset, paging.size)
    return render(
        request,
        "accessions/individual.html",
        rows=rows,
        paging=paging,
        held=count_held(session),
        **words(),
    )


@router.get("/desk/registers/summary.csv")
def export_summary(session: ReadSession, _who: Registrar) -> Response:
    """Give the whole summary register as CSV."""
    rows = [
        (
            batch.number,
            batch.registered_on.isoformat(),
            translate(SOURCES[batch.source]),
            batch.note,
            batch.title_count,
            batch.volume_count,
            batch.first_number,
            batch.last_number,
        )
        for batch in queries.list_batches(session, limit=None)
    ]
    return _csv(N_("总括登记"), SUMMARY_HEADINGS, rows)


@router.get("/desk/registers/individual.csv")
def export_individual(session: ReadSession, _who: Registrar) -> Response:
    """Give the whole individual register as CSV."""
    return _csv(N_("个别登记"), INDIVIDUAL_HEADINGS, _individual_rows(session))


def _individual_rows(session: Session) -> list[tuple[object, ...]]:
    return [
        (
            item.number,
            item.registered_on.isoformat(),
            item.volume.title.title,
            item.volume.title.author,
            item.volume.title.edition,
            item.volume.title.date_text,
            item.volume.copy_number,
            item.volume.label,
            item.volume.shelfmark,
            item.batch_number,
            translate(SOURCES[item.source]),
        )
        for item in queries.list_items(session, limit=None)
    ]


def _csv(name: str, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> Response:
    quoted = f"attachment; filename*=UTF-8''{quote(translate(name))}.csv"
    return StreamingResponse(
        write_csv([translate(heading) for heading in headings], rows),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": quoted, "Cache-Control": "private, no-store"},
    )
