"""Questions about donations and donors."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from archive.donations.errors import DonationNotFoundError
from archive.donations.kinds import Decision, Stage
from archive.donations.models import Donation, DonationLine, DonationMove
from archive.donations.progress import ACCEPTED, LEFT, LineCounts, Progress
from archive.donations.schemas import DonationRow, DonationView, LineView
from archive.donors.models import Donor
from archive.donors.queries import donor_view
from archive.text.lookup_keys import lookup_key

SORTS = {
    "number": Donation.number,
    "received": Donation.received_on,
    "logged": Donation.logged_at,
    "donor": Donor.name_key,
}


@dataclass(frozen=True, slots=True)
class DonationFilter:
    """Which donations a list shows; what is None or empty does not narrow it."""

    text: str = ""
    progress: Progress | None = None
    donor_id: str = ""
    campaign_id: str = ""
    stage: Stage | None = None
    idle_since: dt.date | None = None


def is_idle_since(day: dt.date) -> ColumnElement[bool]:
    """Say in SQL that nothing has moved a donation since before ``day``."""
    moved_on = select(func.max(DonationMove.moved_on)).where(
        DonationMove.donation_id == Donation.id
    )
    return moved_on.scalar_subquery() < day


def line_view(row: DonationLine) -> LineView:
    """Return the view of a row of ``donation_lines``."""
    return LineView(
        id=row.id,
        donation_id=row.donation_id,
        sequence=row.sequence,
        title=row.title,
        author=row.author,
        date_text=row.date_text,
        material=row.material,
        volume_count=row.volume_count,
        note=row.note,
        decision=row.decision,
        decision_reason=row.decision_reason,
        decided_at=row.decided_at,
        title_id=row.title_id,
        piece_count=row.piece_count,
        condition=row.condition,
        value_note=row.value_note,
        value_cents=row.value_cents,
        year_from=row.year_from,
        year_to=row.year_to,
        work_id=row.work_id,
        copy_of_line_id=row.copy_of_line_id,
        copy_of_title_id=row.copy_of_title_id,
        photo_sha256=row.photo_sha256,
        accepted_volume_count=row.accepted_volume_count,
        decided_on=row.decided_on,
    )


def find_donation(session: Session, donation_id: str) -> DonationView:
    """Return a donation with its donor and lines; :class:`DonationNotFoundError` if none."""
    row = session.get(
        Donation,
        donation_id,
        options=[joinedload(Donation.donor), selectinload(Donation.lines)],
        populate_existing=True,
    )
    if row is None:
        raise DonationNotFoundError(detail=donation_id)
    return DonationView(
        id=row.id,
        number=row.number,
        donor=donor_view(row.donor),
        received_on=row.received_on,
        note=row.note,
        logged_at=row.logged_at,
        lines=tuple(line_view(line) for line in row.lines),
        campaign_id=row.campaign_id,
        branch_id=row.branch_id,
        mode=row.mode,
        stage=row.stage,
    )


def find_submission(session: Session, submission: str) -> str | None:
    """Return the donation that the form with this token logged, if it did."""
    return session.scalar(select(Donation.id).where(Donation.submission == submission))


def count_donations(session: Session, wanted: DonationFilter) -> int:
    """Return how many donations there are of those ``wanted``."""
    lines = _line_counts()
    statement = (
        select(func.count(Donation.id))
        .join(Donor, Donation.donor_id == Donor.id)
        .join(lines, lines.c.donation_id == Donation.id)
        .where(*_conditions(wanted, lines))
    )
    return session.scalar(statement) or 0


def list_donations(
    session: Session,
    wanted: DonationFilter,
    sort: str = "-logged",
    offset: int = 0,
    limit: int = 50,
) -> list[DonationRow]:
    """Return a part of the donations ``wanted``; ``sort`` is a key of ``SORTS``, "-" turns it."""
    lines = _line_counts()
    order = SORTS.get(sort.removeprefix("-"), Donation.logged_at)
    first_title = (
        select(DonationLine.title)
        .where(DonationLine.donation_id == Donation.id, DonationLine.sequence == 1)
        .scalar_subquery()
    )
    statement = (
        select(Donation, first_title, lines)
        .join(Donor, Donation.donor_id == Donor.id)
        .join(lines, lines.c.donation_id == Donation.id)
        .where(*_conditions(wanted, lines))
        .options(joinedload(Donation.donor))
        .order_by(order.desc() if sort.startswith("-") else order, Donation.id)
        .offset(offset)
        .limit(limit)
    )
    return [
        DonationRow(
            id=row.id,
            number=row.number,
            donor=donor_view(row.donor),
            received_on=row.received_on,
            logged_at=row.logged_at,
            first_title=title or "",
            volume_count=volumes,
            counts=LineCounts(pending, accepted, declined, registered),
        )
        for row, title, _id, pending, accepted, declined, registered, volumes in session.execute(
            statement
        )
    ]


def _line_counts() -> Subquery:
    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    return (
        select(
            DonationLine.donation_id,
            count(DonationLine.decision == Decision.PENDING).label("pending"),
            count(DonationLine.decision.in_(ACCEPTED)).label("accepted"),
            count(DonationLine.decision.in_(LEFT)).label("declined"),
            count(DonationLine.title_id.is_not(None)).label("registered"),
            func.sum(DonationLine.volume_count).label("volumes"),
        )
        .group_by(DonationLine.donation_id)
        .subquery()
    )


def _conditions(wanted: DonationFilter, lines: Subquery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text.strip():
        conditions.append(_mentions(wanted.text.strip()))
    if wanted.donor_id:
        conditions.append(Donation.donor_id == wanted.donor_id)
    if wanted.campaign_id:
        conditions.append(Donation.campaign_id == wanted.campaign_id)
    if wanted.progress is not None:
        conditions.append(_stands_at(wanted.progress, lines))
    if wanted.stage is not None:
        conditions.append(Donation.stage == wanted.stage)
    if wanted.idle_since is not None:
        conditions.append(is_idle_since(wanted.idle_since))
    return conditions


def _mentions(text: str) -> ColumnElement[bool]:
    listed = select(DonationLine.donation_id).where(
        DonationLine.title.contains(text, autoescape=True)
    )
    return or_(
        Donation.number.contains(text, autoescape=True),
        Donor.name_key.contains(lookup_key(text), autoescape=True),
        Donation.id.in_(listed),
    )


def _stands_at(progress: Progress, lines: Subquery) -> ColumnElement[bool]:
    """Say :func:`archive.donations.progress.progress_of` in SQL."""
    columns = lines.c
    is_decided = columns.pending == 0
    has_decided = columns.accepted + columns.declined > 0
    is_registered = columns.registered == columns.accepted
    return {
        Progress.UNDECIDED: ~has_decided,
        Progress.PARTLY_DECIDED: and_(columns.pending > 0, has_decided),
        Progress.DECLINED: and_(is_decided, columns.accepted == 0, has_decided),
        Progress.REGISTERED: and_(is_decided, columns.accepted > 0, is_registered),
        Progress.TO_REGISTER: and_(is_decided, columns.accepted > 0, ~is_registered),
    }[progress]


def count_by_progress(session: Session) -> dict[Progress, int]:
    """Return how many donations stand where."""
    return {
        progress: count_donations(session, DonationFilter(progress=progress))
        for progress in Progress
    }


def work_of(
    session: Session, line_id: str | None, title_id: str | None, apart_from: str = ""
) -> str | None:
    """Return the work (种) that a copy of this line or of this title belongs to, None if of none.

    A title that came with a line is that line's work; one held before is a work of its own.
    """
    if line_id is not None:
        return session.scalar(select(DonationLine.work_id).where(DonationLine.id == line_id))
    if title_id is None:
        return None
    came_with = (
        select(DonationLine.work_id)
        .where(DonationLine.title_id == title_id, DonationLine.id != apart_from)
        .order_by(DonationLine.decided_on, DonationLine.id)
    )
    return session.scalar(came_with.limit(1)) or title_id
