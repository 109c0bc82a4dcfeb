"""What a donor's page and the roll of honour say."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session, aliased, selectinload

from archive.catalogue.schemas import AccessLevel, TitleView
from archive.catalogue.shown import shown_titles
from archive.documents.queries import documents_of_many
from archive.documents.schemas import DocumentKind, DocumentView
from archive.donations.models import Donation, DonationLine
from archive.donations.queries import line_view
from archive.donations.schemas import LineView, Stage
from archive.donors.models import Donor
from archive.donors.queries import donor_view
from archive.ledger.kinds import GIVEN
from archive.ledger.models import AcquisitionEntry
from archive.visits.service import visits_of

MOST_GIFTS = 200
OWN_PAPERS = frozenset({DocumentKind.RECEIPT, DocumentKind.CERTIFICATE, DocumentKind.THANKS})
"""What a private link gives: nothing that says where somebody lives or how to call him."""
# Who is to be thanked without a name is not on it, nor is what is only kept for its owner, what
# was sold, or what was promised and is not ours yet: the roll says what stands on the shelves.
_ON_ROLL = (
    Donor.on_roll,
    ~Donor.is_anonymous,
    ~AcquisitionEntry.is_deposit,
    AcquisitionEntry.mode.in_(GIVEN),
    AcquisitionEntry.line_id.in_(select(DonationLine.id).where(DonationLine.title_id.is_not(None))),
)
# What was given under a record that was merged since is the donor's all the same.
_WHO_GAVE = aliased(Donor)
_STANDS_FOR = Donor.id == func.coalesce(_WHO_GAVE.merged_into_id, _WHO_GAVE.id)


@dataclass(frozen=True, slots=True)
class Given:
    """A line of a gift; ``title`` is what it has become where everybody may see that."""

    line: LineView
    title: TitleView | None
    visit_count: int


@dataclass(frozen=True, slots=True)
class Gift:
    """A gift as its donor sees it."""

    number: str
    received_on: dt.date
    stage: Stage
    lines: Sequence[Given]
    papers: Sequence[DocumentView]


@dataclass(frozen=True, slots=True)
class RollEntry:
    """A donor on the roll: how he is named, and what was kept of what he gave."""

    name: str
    titles: int
    volumes: int
    pieces: int


def gifts_of(session: Session, donor_id: str) -> list[Gift]:
    """Return what a donor gave, newest first, without anything about how to reach him."""
    rows = session.scalars(
        select(Donation)
        .where(Donation.donor_id == donor_id)
        .options(selectinload(Donation.lines))
        .order_by(Donation.received_on.desc(), Donation.number.desc())
        .limit(MOST_GIFTS)
    ).all()
    title_ids = [line.title_id for row in rows for line in row.lines if line.title_id]
    titles = shown_titles(session, title_ids, [AccessLevel.PUBLIC])
    visits = visits_of(session, title_ids)
    papers = documents_of_many(session, "donation", [row.id for row in rows])
    return [
        Gift(
            number=row.number,
            received_on=row.received_on,
            stage=row.stage,
            lines=[
                Given(
                    line_view(line),
                    titles.get(line.title_id or ""),
                    visits.get(line.title_id or "", 0),
                )
                for line in row.lines
            ],
            papers=[paper for paper in papers.get(row.id, ()) if paper.kind in OWN_PAPERS],
        )
        for row in rows
    ]


def roll_years(session: Session) -> list[int]:
    """Return the years in which donors on the roll gave something that was kept, newest first."""
    year = extract("year", AcquisitionEntry.effective_on)
    statement = (
        select(year)
        .join(_WHO_GAVE, _WHO_GAVE.id == AcquisitionEntry.donor_id)
        .join(Donor, _STANDS_FOR)
        .where(*_ON_ROLL)
    )
    return sorted({int(found) for found in session.scalars(statement.distinct())}, reverse=True)


def roll_of(session: Session, year: int | None = None) -> list[RollEntry]:
    """Return the donors who agreed to be named, with what was kept, of ``year`` or of all years."""
    sums = (
        func.sum(AcquisitionEntry.title_count).label("titles"),
        func.sum(AcquisitionEntry.volume_count).label("volumes"),
        func.sum(AcquisitionEntry.piece_count).label("pieces"),
    )
    statement = (
        select(Donor, *sums)
        .join(_WHO_GAVE, _STANDS_FOR)
        .join(AcquisitionEntry, AcquisitionEntry.donor_id == _WHO_GAVE.id)
        .where(*_ON_ROLL)
        .group_by(Donor.id)
        .order_by(sums[1].desc(), Donor.name_key)
    )
    if year is not None:
        statement = statement.where(extract("year", AcquisitionEntry.effective_on) == year)
    return [
        RollEntry(donor_view(row).public_name, int(titles), int(volumes), int(pieces))
        for row, titles, volumes, pieces in session.execute(statement)
        if volumes > 0 or pieces > 0
    ]
