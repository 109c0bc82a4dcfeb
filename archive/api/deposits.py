"""What is deposited (寄存): the list, its terms, and giving a piece back."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from archive.api.donations import expect_line_of
from archive.api.door import PROBLEMS, Decider, Limit, Logger, Offset
from archive.donations import deposits
from archive.donations.deposits import DepositRow, Standing
from archive.donations.schemas import LineView
from archive.kernel.clock import to_local
from archive.web.plain import PlainModel
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession

router = APIRouter(tags=["deposits"], responses=PROBLEMS)

LINE = "/donations/{donation_id}/lines/{line_id}"
Why = Annotated[str, Field(min_length=1, max_length=500)]


class TermIn(PlainModel):
    """Until when a line is deposited; ``null`` for no day."""

    until: dt.date | None


class ReturnIn(PlainModel):
    """When a line was given back, today if no day is sent, and why."""

    returned_on: dt.date | None = None
    why: Why


class UndoIn(PlainModel):
    """Why a line was not given back after all."""

    why: Why


@router.get("/deposits")
def list_deposits(
    session: ReadSession,
    house: CurrentHouse,
    _who: Logger,
    standing: Standing = Standing.HELD,
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[DepositRow]:
    """Return deposits in the order in which they fall due."""
    today = to_local(house.clock.now()).date()
    return deposits.list_deposits(session, standing, today, offset, limit)


@router.put(f"{LINE}/deposit-term")
def agree_term(
    session: WriteSession, _who: Decider, donation_id: str, line_id: str, term: TermIn
) -> LineView:
    """Write down until when a line is deposited."""
    expect_line_of(session, donation_id, line_id)
    return deposits.agree_term(session, line_id, term.until)


@router.post(f"{LINE}/return")
def return_line(
    session: WriteSession, _who: Decider, donation_id: str, line_id: str, made: ReturnIn
) -> LineView:
    """Give one deposited line back; it counts as a deposit no more from that day on."""
    expect_line_of(session, donation_id, line_id)
    return deposits.return_line(session, line_id, made.returned_on, made.why)


@router.post(f"{LINE}/return/undo")
def take_return_back(
    session: WriteSession, _who: Decider, donation_id: str, line_id: str, asked: UndoIn
) -> LineView:
    """Say that a line was not given back after all; it counts again from today on."""
    expect_line_of(session, donation_id, line_id)
    return deposits.take_return_back(session, line_id, asked.why)
