"""Stock-takings (清点): what should stand at a place, what was scanned there, what is missing."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request, status
from pydantic import Field
from sqlalchemy.orm import Session

from archive.api.door import PROBLEMS, Limit, Mover, Offset, Taker
from archive.kernel.identifiers import new_id
from archive.locations.desk import keep_to_branch
from archive.locations.queries import find_place
from archive.stock.scanning import LONGEST_SCAN
from archive.stock_takes import queries, service
from archive.stock_takes.schemas import Counts, ExpectedRow, Finding, ScanView, StockTakeView
from archive.web.forms import Submission
from archive.web.plain import PlainModel
from archive.web.sessions import ReadSession, WriteSession

router = APIRouter(prefix="/stock-takes", tags=["stock-takes"], responses=PROBLEMS)


@dataclass(frozen=True, slots=True)
class Progress:
    """A stock-taking with how far it is."""

    stock_take: StockTakeView
    counts: Counts


@dataclass(frozen=True, slots=True)
class Corrected:
    """How many volumes are recorded elsewhere now."""

    count: int


class OpeningIn(PlainModel):
    """The place that is gone through; ``submission`` makes one of a request that is sent twice."""

    place_id: str
    note: Annotated[str, Field(max_length=300)] = ""
    submission: Submission | None = None


class ScanIn(PlainModel):
    """What was read, and at which place inside the scope; ``token`` makes one of a scan resent."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_SCAN)]
    place_id: str = ""
    token: Submission | None = None


@router.get("", summary="List stock-takings")
def list_stock_takes(
    session: ReadSession,
    _who: Taker,
    *,
    only_open: bool = False,
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[StockTakeView]:
    """Return the stock-takings, open ones first, then newest first."""
    return queries.list_stock_takes(session, offset, limit, only_open=only_open)


@router.post("", status_code=status.HTTP_201_CREATED, summary="Begin to take stock")
def open_one(
    request: Request, session: WriteSession, _who: Mover, opening: OpeningIn
) -> StockTakeView:
    """Begin to take stock of a place; what stands there now is expected."""
    keep_to_branch(request, find_place(session, opening.place_id).room.branch.id)
    token = opening.submission or new_id()
    return service.open_stock_take(session, opening.place_id, token, opening.note)


@router.get("/{stock_take_id}", summary="Show a stock-taking")
def show(session: ReadSession, _who: Taker, stock_take_id: str) -> Progress:
    """Return a stock-taking with how far it is."""
    take = queries.find_stock_take(session, stock_take_id)
    return Progress(take, queries.count_findings(session, take))


@router.get("/{stock_take_id}/missing", summary="List what nobody has scanned")
def list_missing(
    session: ReadSession, _who: Taker, stock_take_id: str, offset: Offset = 0, limit: Limit = 50
) -> list[ExpectedRow]:
    """Return the expected volumes that nobody has scanned, as they should stand."""
    queries.find_stock_take(session, stock_take_id)
    return queries.list_unseen(session, stock_take_id, offset, limit)


@router.get("/{stock_take_id}/scans", summary="List what was scanned")
def list_scans(
    session: ReadSession,
    _who: Taker,
    stock_take_id: str,
    finding: Finding | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[ScanView]:
    """Return the scans that count, of one finding or of all."""
    queries.find_stock_take(session, stock_take_id)
    return queries.list_scans(session, stock_take_id, finding, offset=offset, limit=limit)


@router.post("/{stock_take_id}/scans", status_code=status.HTTP_201_CREATED, summary="Take a scan")
def take_scan(
    request: Request, session: WriteSession, _who: Taker, stock_take_id: str, scan: ScanIn
) -> ScanView:
    """Take a scan of something that is no place."""
    _keep_to_branch(request, session, stock_take_id)
    token = scan.token or new_id()
    return service.take_scan(session, stock_take_id, scan.text, scan.place_id, token)


@router.post("/{stock_take_id}/scans/{number}/undo", summary="Take a scan back")
def undo_scan(
    request: Request, session: WriteSession, _who: Taker, stock_take_id: str, number: int
) -> ScanView:
    """Let a scan count no longer."""
    _keep_to_branch(request, session, stock_take_id)
    return service.undo_scan(session, stock_take_id, number)


@router.post("/{stock_take_id}/scans/{number}/correct", summary="Correct the place of a volume")
def correct(
    request: Request, session: WriteSession, _who: Mover, stock_take_id: str, number: int
) -> ScanView:
    """Record a volume where it was scanned."""
    _keep_to_branch(request, session, stock_take_id)
    return service.correct_place(session, stock_take_id, number)


@router.post("/{stock_take_id}/correct-all", summary="Correct every place")
def correct_all(
    request: Request, session: WriteSession, _who: Mover, stock_take_id: str
) -> Corrected:
    """Record every volume that is astray where it was scanned."""
    _keep_to_branch(request, session, stock_take_id)
    return Corrected(service.correct_all(session, stock_take_id))


@router.post("/{stock_take_id}/close", summary="Finish a stock-taking")
def close(request: Request, session: WriteSession, _who: Mover, stock_take_id: str) -> Counts:
    """Finish a stock-taking: what was not seen is missing."""
    _keep_to_branch(request, session, stock_take_id)
    return service.close_stock_take(session, stock_take_id)


def _keep_to_branch(request: Request, session: Session, stock_take_id: str) -> None:
    take = queries.find_stock_take(session, stock_take_id)
    keep_to_branch(request, take.place.room.branch.id)
