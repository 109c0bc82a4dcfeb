"""Opening a stock-taking, taking its scans, correcting what is astray, and closing it.

Several people may scan at once: a scan holds the stock-taking for the moment that it takes. A scan
that is sent twice, because the network broke off, is taken once.
"""

from sqlalchemy import Select, delete, func, insert, literal, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from archive.accessions.models import AccessionBatch, AccessionItem
from archive.catalogue.models import Volume
from archive.catalogue.schemas import VolumeView
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.kernel.numbers import next_number
from archive.locations.barcodes import read_scan
from archive.locations.models import Place
from archive.locations.queries import find_place, place_ids_within, within
from archive.locations.schemas import PlaceView
from archive.stock import queries as stock
from archive.stock import service as moving
from archive.stock.models import Movement, Placement
from archive.stock.scanning import LONGEST_SCAN
from archive.stock.schemas import UNKNOWN, Cause, Whereabouts
from archive.stock_takes import queries
from archive.stock_takes.compare import Finding, classify
from archive.stock_takes.errors import (
    NothingToCorrectError,
    ScanCorrectedError,
    ScanNotFoundError,
    StockTakeClosedError,
    StockTakeNotFoundError,
)
from archive.stock_takes.models import StockTake, StockTakeItem, StockTakeScan
from archive.stock_takes.schemas import Counts, ScanView, StockTakeView


def open_stock_take(
    session: Session, place_id: str, submission: str, note: str = ""
) -> StockTakeView:
    """Begin to take stock of a place and all inside it; what stands there now is expected.

    In a room so is what was registered into it and has no place.

    The same ``submission`` twice is one stock-taking.
    """
    known = queries.find_by_submission(session, submission)
    if known is not None:
        return queries.find_stock_take(session, known)
    place = find_place(session, place_id)
    try:
        with session.begin_nested():
            row = _open(session, place, submission, note)
    except IntegrityError:
        known = queries.find_by_submission(session, submission)
        if known is None:
            raise
        return queries.find_stock_take(session, known)
    journal.record(
        session,
        "stock_takes.opened",
        subject=Subject("stock-take", row.id),
        also=[Subject("place", place_id)],
        after={"number": row.number, "place": place.path, "expected": row.expected_count},
    )
    return queries.find_stock_take(session, row.id)


def _open(session: Session, place: PlaceView, submission: str, note: str) -> StockTake:
    year = journal.today(session).year
    row = StockTake(
        number=f"清点字〔{year}〕第{next_number(session, f'stock-takes-{year}'):04}号",
        submission=submission,
        place_id=place.id,
        note=note.strip(),
        opened_at=journal.now(session),
        opened_by=journal.current_actor(session).name,
    )
    session.add(row)
    session.flush()
    expected = (
        select(literal(row.id), Placement.volume_id, Placement.place_id)
        .join(Place, Placement.place_id == Place.id)
        .join(Volume, Placement.volume_id == Volume.id)
        .where(within(place), Volume.deregistered_on.is_(None))
    )
    columns = ["stock_take_id", "volume_id", "place_id"]
    session.execute(insert(StockTakeItem).from_select(columns, expected))
    if not place.steps:
        unplaced = _unplaced(row.id, place)
        session.execute(insert(StockTakeItem).from_select(columns, unplaced))
    made = select(func.count()).where(StockTakeItem.stock_take_id == row.id)
    row.expected_count = session.scalar(made) or 0
    session.flush()
    return row


def _unplaced(stock_take_id: str, room: PlaceView) -> Select[str, str, str]:
    """Return what the registers say came to a room, and nobody has put anywhere yet."""
    return (
        select(literal(stock_take_id), Volume.id, literal(room.id))
        .join(AccessionItem, AccessionItem.volume_id == Volume.id)
        .join(AccessionBatch)
        .outerjoin(Placement, Placement.volume_id == Volume.id)
        .where(
            AccessionBatch.room_id == room.room.id,
            Placement.volume_id.is_(None),
            Volume.deregistered_on.is_(None),
        )
    )


def take_scan(
    session: Session, stock_take_id: str, text: str, here_id: str, token: str
) -> ScanView:
    """Take a scan of something that is no place; ``here_id`` is where it was made.

    Raises:
        StockTakeClosedError: it is finished.
    """
    take = _hold(session, stock_take_id)
    known = session.scalar(select(StockTakeScan).where(StockTakeScan.token == token))
    if known is not None:
        return queries.scan_views(session, [known])[0]
    here = _here(session, queries.find_stock_take(session, take.id).place, here_id)
    volume = stock.find_scanned_volume(session, text)
    row = _scan(session, volume, here)
    row.stock_take_id, row.token, row.text = take.id, token, read_scan(text)[:LONGEST_SCAN]
    session.add(row)
    session.flush()
    if volume is not None:
        _settle(session, take.id, volume.id)
    return queries.scan_views(session, [row])[0]


def _here(session: Session, scope: PlaceView, here_id: str) -> PlaceView:
    if not here_id or here_id == scope.id:
        return scope
    here = find_place(session, here_id)
    return here if scope.holds(here) else scope


def _scan(session: Session, volume: VolumeView | None, here: PlaceView) -> StockTakeScan:
    actor = journal.current_actor(session)
    row = StockTakeScan(
        volume_id=volume.id if volume else None,
        place_id=here.id,
        finding=Finding.UNKNOWN,
        fits=False,
        is_improvable=False,
        at=journal.now(session),
        actor_id=actor.id,
        actor_name=actor.name,
    )
    if volume is not None and volume.deregistered_on is not None:
        row.recorded_name = f"已注销（{volume.deregistered_on.isoformat()}）"
    elif volume is not None:
        recorded = stock.whereabouts_of(session, [volume.id]).get(volume.id, UNKNOWN)
        row.recorded_name = recorded.name
        row.fits = fits(recorded, here)
        row.is_improvable = is_improvable(recorded, here)
    return row


def fits(recorded: Whereabouts, here: PlaceView) -> bool:
    """Whether a volume recorded there may be scanned ``here``: one place is inside the other."""
    place = recorded.place
    return place is not None and (here.holds(place) or place.holds(here))


def is_improvable(recorded: Whereabouts, here: PlaceView) -> bool:
    """Whether the record would be more right, or more exact, if it named ``here``.

    What is under way is to be received where it was sent, not to be put on a shelf by the way.
    """
    if recorded.carrier is not None:
        return False
    return recorded.place is None or not here.holds(recorded.place)


def _settle(session: Session, stock_take_id: str, volume_id: str) -> None:
    """Say anew what the scans of a volume mean, and whether it was seen."""
    wanted = select(StockTakeScan).where(
        StockTakeScan.stock_take_id == stock_take_id,
        StockTakeScan.volume_id == volume_id,
        StockTakeScan.undone_at.is_(None),
    )
    rows = session.scalars(wanted.order_by(StockTakeScan.number)).all()
    for row, finding in zip(rows, classify([row.fits for row in rows]), strict=True):
        row.finding = finding
    item = session.get(StockTakeItem, (stock_take_id, volume_id))
    if item is not None:
        item.seen_at = rows[0].at if rows else None
    session.flush()


def undo_scan(session: Session, stock_take_id: str, number: int) -> ScanView:
    """Let a scan count no longer; undone twice it is undone once.

    Raises:
        StockTakeClosedError: the stock-taking is finished.
        ScanCorrectedError: the volume's place was corrected by it.
    """
    _hold(session, stock_take_id)
    row = _find(session, stock_take_id, number)
    if row.corrected_at is not None:
        raise ScanCorrectedError
    if row.undone_at is None:
        row.undone_at = journal.now(session)
        session.flush()
        if row.volume_id is not None:
            _settle(session, stock_take_id, row.volume_id)
    return queries.scan_views(session, [row])[0]


def correct_place(session: Session, stock_take_id: str, number: int) -> ScanView:
    """Record a volume where it was scanned.

    Raises:
        StockTakeClosedError: the stock-taking is finished.
        NothingToCorrectError: the record is right already.
    """
    _hold(session, stock_take_id)
    row = _find(session, stock_take_id, number)
    _correct(session, queries.find_stock_take(session, stock_take_id), [row])
    return queries.scan_views(session, [row])[0]


def correct_all(session: Session, stock_take_id: str) -> int:
    """Record every volume that is astray where it was scanned; return how many."""
    _hold(session, stock_take_id)
    numbers = queries.improvable_scans(session, stock_take_id)
    rows: list[StockTakeScan] = []
    for start in range(0, len(numbers), queries.AT_ONCE):
        part = StockTakeScan.number.in_(numbers[start : start + queries.AT_ONCE])
        rows.extend(session.scalars(select(StockTakeScan).where(part)))
    if rows:
        _correct(session, queries.find_stock_take(session, stock_take_id), rows)
    return len(rows)


def _correct(session: Session, take: StockTakeView, rows: list[StockTakeScan]) -> None:
    by_place: dict[str, list[str]] = {}
    for row in rows:
        is_open = row.corrected_at is None and row.undone_at is None
        may = row.is_improvable and is_open and row.finding is not Finding.TWICE
        if row.volume_id is None or not may:
            raise NothingToCorrectError
        row.corrected_at = journal.now(session)
        by_place.setdefault(row.place_id, []).append(row.volume_id)
    for place_id, volume_ids in by_place.items():
        moving.move(
            session,
            volume_ids,
            find_place(session, place_id),
            Cause.STOCK_TAKE,
            slip=take.number,
            about=Subject("stock-take", take.id),
        )
    session.flush()


def close_stock_take(session: Session, stock_take_id: str) -> Counts:
    """Finish a stock-taking: what was not seen is missing, what was seen is no longer.

    Raises:
        StockTakeClosedError: it is finished already.
    """
    row = _hold(session, stock_take_id)
    _forget_moved(session, row)
    take = queries.find_stock_take(session, stock_take_id)
    about = Subject("stock-take", stock_take_id)
    unseen = select(StockTakeItem.volume_id).where(
        StockTakeItem.stock_take_id == stock_take_id, StockTakeItem.seen_at.is_(None)
    )
    moving.report_missing(session, list(session.scalars(unseen)), take.number, about)
    _mark_found(session, take)
    row.closed_at = journal.now(session)
    row.closed_by = journal.current_actor(session).name
    session.flush()
    counts = queries.count_findings(session, take)
    journal.record(
        session,
        "stock_takes.closed",
        subject=about,
        also=[Subject("place", take.place.id)],
        after={
            "number": take.number,
            "place": take.place.path,
            "expected": counts.expected_count,
            "found": counts.found_count,
            "missing": counts.missing_count,
            "misplaced": counts.misplaced_count,
            "unknown": counts.unknown_count,
        },
    )
    return counts


def _forget_moved(session: Session, row: StockTake) -> None:
    """Expect no longer what was moved out of the place, on paper, while it was gone through."""
    still_here = select(Placement.volume_id).where(
        Placement.place_id.in_(place_ids_within(find_place(session, row.place_id)))
    )
    gone = delete(StockTakeItem).where(
        StockTakeItem.stock_take_id == row.id,
        StockTakeItem.seen_at.is_(None),
        StockTakeItem.volume_id.not_in(still_here),
        StockTakeItem.volume_id.not_in(_still_unplaced(row)),
    )
    session.execute(gone)
    left = select(func.count()).where(StockTakeItem.stock_take_id == row.id)
    row.expected_count = session.scalar(left) or 0
    session.flush()


def _still_unplaced(row: StockTake) -> Select[str]:
    """Return what had no place and was moved nowhere since."""
    moved = select(Movement.volume_id).where(Movement.at >= row.opened_at)
    placed = select(Placement.volume_id)
    return select(StockTakeItem.volume_id).where(
        StockTakeItem.stock_take_id == row.id,
        StockTakeItem.place_id == row.place_id,
        StockTakeItem.volume_id.not_in(placed),
        StockTakeItem.volume_id.not_in(moved),
    )


def _mark_found(session: Session, take: StockTakeView) -> None:
    seen = select(StockTakeScan.volume_id, StockTakeScan.place_id).where(
        StockTakeScan.stock_take_id == take.id,
        StockTakeScan.undone_at.is_(None),
        StockTakeScan.volume_id.is_not(None),
    )
    by_place: dict[str, list[str]] = {}
    for volume_id, place_id in session.execute(seen):
        by_place.setdefault(place_id, []).append(volume_id or "")
    for place_id, volume_ids in by_place.items():
        moving.mark_found(session, volume_ids, find_place(session, place_id).path)


def _hold(session: Session, stock_take_id: str) -> StockTake:
    """Return an open stock-taking that nobody else touches until this transaction ends."""
    wanted = select(StockTake).where(StockTake.id == stock_take_id).with_for_update()
    # Another may have changed it between our first look and our turn.
    row = session.scalar(wanted.execution_options(populate_existing=True))
    if row is None:
        raise StockTakeNotFoundError(detail=stock_take_id)
    if row.closed_at is not None:
        raise StockTakeClosedError(number=row.number)
    return row


def _find(session: Session, stock_take_id: str, number: int) -> StockTakeScan:
    row = session.get(StockTakeScan, number)
    if row is None or row.stock_take_id != stock_take_id:
        raise ScanNotFoundError(detail=str(number))
    return row
