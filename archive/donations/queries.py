"""Questions about donations and donors."""

from sqlalchemy import ColumnElement, case, func, literal, select, union_all
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from archive.donations.errors import DonationNotFoundError
from archive.donations.filters import DonationFilter, conditions, is_idle_since
from archive.donations.kinds import Decision, Stage
from archive.donations.models import Donation, DonationLine
from archive.donations.progress import ACCEPTED, LEFT, LineCounts
from archive.donations.schemas import DonationRow, DonationView, LineView
from archive.donors.models import Donor
from archive.donors.queries import donor_view
from archive.kernel.bounded_counts import MOST_COUNTED, BoundedCount, count_up_to
from archive.kernel.sorting import sorted_by

__all__ = ["DonationFilter", "is_idle_since"]

SORTS = {
    "number": Donation.number,
    "received": Donation.received_on,
    "logged": Donation.logged_at,
    "donor": Donor.name_key,
}


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
        decided_by=row.decided_by,
        deposit_until=row.deposit_until,
        returned_on=row.returned_on,
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


def count_donations(session: Session, wanted: DonationFilter) -> BoundedCount:
    """Return how many donations there are of those ``wanted``, counted no further than 1,000."""
    return count_up_to(session, select(Donation.id).where(*conditions(session, wanted)))


def list_donations(
    session: Session,
    wanted: DonationFilter,
    sort: str = "-logged",
    offset: int = 0,
    limit: int = 50,
) -> list[DonationRow]:
    """Return a part of the donations ``wanted``; ``sort`` is a key of ``SORTS``, "-" turns it."""
    first_title = (
        select(DonationLine.title)
        .where(DonationLine.donation_id == Donation.id, DonationLine.sequence == 1)
        .scalar_subquery()
    )
    statement = (
        select(Donation, first_title)
        .join(Donor, Donation.donor_id == Donor.id)
        .where(*conditions(session, wanted))
        .options(contains_eager(Donation.donor))
        .order_by(*sorted_by(sort, SORTS, Donation.logged_at, Donation.id))
        .offset(offset)
        .limit(limit)
    )
    found = session.execute(statement).all()
    counted = _count_lines(session, [row.id for row, _ in found])
    return [
        DonationRow(
            id=row.id,
            number=row.number,
            donor=donor_view(row.donor),
            received_on=row.received_on,
            logged_at=row.logged_at,
            first_title=title or "",
            volume_count=counted[row.id][1] if row.id in counted else 0,
            counts=counted[row.id][0] if row.id in counted else LineCounts(),
            stage=row.stage,
        )
        for row, title in found
    ]


def _count_lines(session: Session, donation_ids: list[str]) -> dict[str, tuple[LineCounts, int]]:
    """Return how many lines of each donation stand where, and their 册, for one page of a list."""

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    counted = session.execute(
        select(
            DonationLine.donation_id,
            count(DonationLine.decision == Decision.PENDING),
            count(DonationLine.decision.in_(ACCEPTED)),
            count(DonationLine.decision.in_(LEFT)),
            count(DonationLine.title_id.is_not(None)),
            func.sum(DonationLine.volume_count),
        )
        .where(DonationLine.donation_id.in_(donation_ids))
        .group_by(DonationLine.donation_id)
    )
    return {
        donation_id: (LineCounts(pending, accepted, declined, registered), volumes)
        for donation_id, pending, accepted, declined, registered, volumes in counted
    }


def count_by_stage(session: Session) -> dict[Stage, BoundedCount]:
    """Return how many donations stand at each stage, counted no further than 1,000.

    A stage at which none stands is left out.
    """
    counts = [
        select(
            literal(stage.value).label("stage"),
            select(func.count())
            .select_from(
                select(Donation.id)
                .where(Donation.stage == stage)
                .limit(MOST_COUNTED + 1)
                .subquery()
            )
            .scalar_subquery()
            .label("count"),
        )
        for stage in Stage
    ]
    found = session.execute(union_all(*counts))
    return {
        Stage(stage): BoundedCount(min(count, MOST_COUNTED), count > MOST_COUNTED)
        for stage, count in found
        if count
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
