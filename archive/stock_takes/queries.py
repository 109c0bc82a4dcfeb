"""Questions about stock-takings."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from archive.catalogue.models import Volume
from archive.catalogue.queries import find_volumes
from archive.locations.models import Place
from archive.locations.queries import find_places
from archive.stock_takes.compare import Finding
from archive.stock_takes.errors import ScanNotFoundError, StockTakeNotFoundError
from archive.stock_takes.models import StockTake, StockTakeItem, StockTakeScan
from archive.stock_takes.schemas import Counts, ExpectedRow, ScanView, StockTakeView

AT_ONCE = 500


def find_stock_take(session: Session, stock_take_id: str) -> StockTakeView:
    """Return a stock-taking; :class:`StockTakeNotFoundError` if there is none."""
    row = session.get(StockTake, stock_take_id)
    if row is None:
        raise StockTakeNotFoundError(detail=stock_take_id)
    return _views(session, [row])[0]


def find_by_submission(session: Session, submission: str) -> str | None:
    """Return the stock-taking that the form with this token opened, if it did."""
    return session.scalar(select(StockTake.id).where(StockTake.submission == submission))


def count_stock_takes(session: Session, *, only_open: bool = False) -> int:
    """Return how many stock-takings there have been, or how many are open."""
    counted = select(func.count()).select_from(StockTake)
    if only_open:
        counted = counted.where(StockTake.closed_at.is_(None))
    return session.scalar(counted) or 0


def list_stock_takes(
    session: Session, offset: int = 0, limit: int = 50, *, only_open: bool = False
) -> list[StockTakeView]:
    """Return a part of the stock-takings: open ones first, then newest first."""
    wanted = select(StockTake).order_by(
        StockTake.closed_at.is_not(None), StockTake.opened_at.desc(), StockTake.number.desc()
    )
    if only_open:
        wanted = wanted.where(StockTake.closed_at.is_(None))
    return _views(session, list(session.scalars(wanted.offset(offset).limit(limit))))


def _views(session: Session, rows: Sequence[StockTake]) -> list[StockTakeView]:
    places = find_places(session, [row.place_id for row in rows])
    return [
        StockTakeView(
            id=row.id,
            number=row.number,
            place=places[row.place_id],
            note=row.note,
            opened_at=row.opened_at,
            opened_by=row.opened_by,
            closed_at=row.closed_at,
            closed_by=row.closed_by,
            expected_count=row.expected_count,
        )
        for row in rows
    ]


def count_findings(session: Session, take: StockTakeView) -> Counts:
    """Return how far a stock-taking is."""
    scans = (
        select(StockTakeScan.finding, func.count())
        .where(_counts(take.id))
        .group_by(StockTakeScan.finding)
    )
    by_finding = dict(session.execute(scans).all())
    unseen = select(func.count()).where(*_unseen(take.id))
    improvable = select(func.count()).where(*_conditions(take.id, None, improvable=True))
    return Counts(
        expected_count=take.expected_count,
        seen_count=take.expected_count - (session.scalar(unseen) or 0),
        found_count=by_finding.get(Finding.FOUND, 0),
        misplaced_count=by_finding.get(Finding.MISPLACED, 0),
        twice_count=by_finding.get(Finding.TWICE, 0),
        unknown_count=by_finding.get(Finding.UNKNOWN, 0),
        improvable_count=session.scalar(improvable) or 0,
    )


def _counts(stock_take_id: str) -> ColumnElement[bool]:
    return (StockTakeScan.stock_take_id == stock_take_id) & StockTakeScan.undone_at.is_(None)


def _unseen(stock_take_id: str) -> list[ColumnElement[bool]]:
    return [StockTakeItem.stock_take_id == stock_take_id, StockTakeItem.seen_at.is_(None)]


def _conditions(
    stock_take_id: str, finding: Finding | None, *, improvable: bool = False
) -> list[ColumnElement[bool]]:
    conditions = [_counts(stock_take_id)]
    if finding is not None:
        conditions.append(StockTakeScan.finding == finding)
    if improvable:
        conditions.append(StockTakeScan.finding.in_([Finding.MISPLACED, Finding.FOUND]))
        conditions.append(StockTakeScan.is_improvable.is_(True))
        conditions.append(StockTakeScan.corrected_at.is_(None))
    return conditions


def list_scans(
    session: Session,
    stock_take_id: str,
    finding: Finding | None = None,
    *,
    offset: int = 0,
    limit: int | None = 50,
    newest_first: bool = False,
) -> list[ScanView]:
    """Return a part of the scans that count, of one ``finding`` or of all."""
    order = StockTakeScan.number.desc() if newest_first else StockTakeScan.number
    wanted = select(StockTakeScan).where(*_conditions(stock_take_id, finding)).order_by(order)
    return scan_views(session, list(session.scalars(wanted.offset(offset).limit(limit))))


def improvable_scans(session: Session, stock_take_id: str) -> list[int]:
    """Return the numbers of the scans by which a record would be more right."""
    wanted = select(StockTakeScan.number).where(*_conditions(stock_take_id, None, improvable=True))
    return list(session.scalars(wanted.order_by(StockTakeScan.number)))


def find_scan(session: Session, stock_take_id: str, number: int) -> ScanView:
    """Return a scan of a stock-taking; :class:`ScanNotFoundError` if there is none."""
    row = session.get(StockTakeScan, number)
    if row is None or row.stock_take_id != stock_take_id:
        raise ScanNotFoundError(detail=str(number))
    return scan_views(session, [row])[0]


def scan_views(session: Session, rows: Sequence[StockTakeScan]) -> list[ScanView]:
    """Return the views of rows of ``stock_take_scans``."""
    places = find_places(session, [row.place_id for row in rows])
    volumes = find_volumes(session, [row.volume_id for row in rows if row.volume_id])
    return [
        ScanView(
            number=row.number,
            text=row.text,
            volume=volumes.get(row.volume_id or ""),
            here=places[row.place_id],
            recorded_name=row.recorded_name,
            finding=row.finding,
            is_improvable=row.is_improvable,
            at=row.at,
            actor_name=row.actor_name,
            corrected_at=row.corrected_at,
            undone_at=row.undone_at,
        )
        for row in rows
    ]


def list_unseen(
    session: Session, stock_take_id: str, offset: int = 0, limit: int | None = 50
) -> list[ExpectedRow]:
    """Return a part of the expected volumes that nobody has scanned yet, as they should stand."""
    wanted = (
        select(StockTakeItem.volume_id, StockTakeItem.place_id)
        .join(Place, StockTakeItem.place_id == Place.id)
        .join(Volume, StockTakeItem.volume_id == Volume.id)
        .where(*_unseen(stock_take_id))
        .order_by(Place.order_key, Volume.accession_number, Volume.id)
    )
    rows = session.execute(wanted.offset(offset).limit(limit)).all()
    places = find_places(session, [place_id for _, place_id in rows])
    volumes = find_volumes(session, [volume_id for volume_id, _ in rows])
    return [ExpectedRow(volumes[volume_id], places[place_id]) for volume_id, place_id in rows]
