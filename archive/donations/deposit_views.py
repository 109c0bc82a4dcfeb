"""The list of deposits (寄存登记), and giving one piece back."""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, RedirectResponse, Response

from archive.donations import deposits, queries
from archive.donations.decision_forms import read_keyed, say_beside
from archive.donations.deposits import DepositRow, Standing
from archive.donations.desk import Decider, Logger, words
from archive.donations.errors import DonationNotFoundError
from archive.donations.gift_page import gift_page
from archive.donations.schemas import LineView
from archive.kernel.clock import to_local
from archive.kernel.errors import N_, InvalidInputError
from archive.kernel.house import House
from archive.spreadsheets.cells import Value
from archive.spreadsheets.write import XlsxWriter
from archive.web.flash import flash
from archive.web.forms import SubmittedForm
from archive.web.i18n import gettext, translate
from archive.web.plain import PlainModel
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.tables import Paging
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

STANDINGS = {
    Standing.HELD: N_("在库"),
    Standing.DUE: N_("已到期"),
    Standing.RETURNED: N_("已退还"),
    Standing.ALL: N_("全部"),
}
HEADINGS = (
    N_("题名"),
    N_("类型"),
    N_("册数"),
    N_("件数"),
    N_("寄存人"),
    N_("捐赠编号"),
    N_("寄存日期"),
    N_("约定期限"),
    N_("退还日期"),
)


class DepositForm(PlainModel):
    """Until when a line is deposited, or when and why it was given back.

    ``term_seen`` is the term that the page showed.
    """

    until: dt.date | None = None
    term_seen: Annotated[str, Field(max_length=10)] | None = None
    returned_on: dt.date | None = None
    why: Annotated[str, Field(max_length=500)] = ""


Act = Callable[[Session, str, DepositForm], LineView]


@router.get("/desk/deposits")
def show_list(
    request: Request, session: ReadSession, house: CurrentHouse, _who: Logger
) -> Response:
    """Show what is deposited: from whom, until when, given back when."""
    standing, today = _standing(request), _today(house)
    counted = deposits.count_deposits(session, standing, today)
    paging = Paging.of(request, counted.number)
    return render(
        request,
        "donations/deposits.html",
        rows=deposits.list_deposits(session, standing, today, paging.offset, paging.size),
        count=counted,
        paging=paging,
        standing=standing.value,
        standings=[(key.value, translate(name)) for key, name in STANDINGS.items()],
        **words(),
    )


@router.get("/desk/deposits.xlsx")
def download(request: Request, session: ReadSession, house: CurrentHouse, _who: Logger) -> Response:
    """Give the list as a spreadsheet."""
    book, said = XlsxWriter(), gettext("寄存登记")
    rows = deposits.every_deposit(session, _standing(request), _today(house))
    headings = [translate(heading) for heading in HEADINGS]
    book.add_sheet(said, headings, _cells(rows), [28, *[14] * (len(headings) - 1)])
    with tempfile.NamedTemporaryFile(suffix=".xlsx", delete=False) as kept:
        path = Path(kept.name)
    book.save(path)
    return FileResponse(
        path,
        filename=f"{said}.xlsx",
        headers={"Cache-Control": "private, no-store"},
        background=BackgroundTask(path.unlink),
    )


def _cells(rows: Iterator[DepositRow]) -> Iterator[list[Value]]:
    materials = words()["materials"]
    for row in rows:
        line = row.line
        yield [
            line.title,
            materials[line.material.value],
            line.volume_count,
            line.piece_count,
            row.donor.name,
            row.donation_number,
            line.decided_on,
            line.deposit_until,
            row.returned_on,
        ]


def _standing(request: Request) -> Standing:
    asked = request.query_params.get("standing", "")
    return Standing(asked) if asked in set(Standing) else Standing.HELD


def _today(house: House) -> dt.date:
    return to_local(house.clock.now()).date()


@router.post("/desk/donations/{donation_id}/lines/{line_id}/deposit-term")
def agree_term(
    request: Request,
    session: WriteSession,
    donation_id: str,
    line_id: str,
    submitted: SubmittedForm,
    _who: Decider,
) -> Response:
    """Write down until when a line is deposited."""
    return _act(
        request,
        session,
        (donation_id, line_id, submitted),
        lambda session, line_id, typed: deposits.agree_term(
            session, line_id, typed.until, typed.term_seen
        ),
    )


@router.post("/desk/donations/{donation_id}/lines/{line_id}/return")
def give_back(
    request: Request,
    session: WriteSession,
    donation_id: str,
    line_id: str,
    submitted: SubmittedForm,
    _who: Decider,
) -> Response:
    """Give a deposited line back."""
    return _act(
        request,
        session,
        (donation_id, line_id, submitted),
        lambda session, line_id, typed: deposits.return_line(
            session, line_id, typed.returned_on, typed.why
        ),
    )


@router.post("/desk/donations/{donation_id}/lines/{line_id}/return/undo")
def take_return_back(
    request: Request,
    session: WriteSession,
    donation_id: str,
    line_id: str,
    submitted: SubmittedForm,
    _who: Decider,
) -> Response:
    """Say that a line was not given back after all."""
    return _act(
        request,
        session,
        (donation_id, line_id, submitted),
        lambda session, line_id, typed: deposits.take_return_back(session, line_id, typed.why),
    )


def _act(
    request: Request, session: Session, asked: tuple[str, str, SubmittedForm], act: Act
) -> Response:
    donation_id, line_id, submitted = asked
    donation = queries.find_donation(session, donation_id)
    if line_id not in {line.id for line in donation.lines}:
        raise DonationNotFoundError(detail=f"no line {line_id} in {donation_id}")
    typed, form = read_keyed(DepositForm, submitted, line_id)
    if typed is None:
        return gift_page(request, session, donation, form, 422)
    try:
        line = act(session, line_id, typed)
    except InvalidInputError as error:
        say_beside(form, line_id, error.field, gettext(error.sentence, **error.values))
        return gift_page(request, session, donation, form, error.status)
    flash(request, gettext("已保存。"))
    return RedirectResponse(f"/desk/donations/{donation_id}#line-{line.sequence}", 303)
