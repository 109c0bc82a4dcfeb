"""Telling the ledger what is kept of the lines of a work."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from archive.donations.kinds import AcquisitionMode, Decision
from archive.donations.models import Donation, DonationLine
from archive.donations.states.table import GONE
from archive.donations.things import kept_of
from archive.donors.news import follow_donors
from archive.ledger.counting import Bearings, Holding, KeptLine
from archive.ledger.service import bring_in_step, entries_of

AT_ONCE = 500
KEPT = frozenset({Decision.ACCEPTED, Decision.PARTLY_ACCEPTED, Decision.DEPOSITED})


def tell_ledger(
    session: Session, work_ids: Iterable[str], since: Mapping[str, dt.date] | None = None
) -> None:
    """Bring the ledger in step with the lines of these works (种), as they stand now.

    ``since`` names for lines that were decided on or moved as of a certain day that day; whatever
    else has changed counts from today.
    """
    session.flush()
    wanted = sorted(set(work_ids))
    for start in range(0, len(wanted), AT_ONCE):
        works = _lines_of(session, wanted[start : start + AT_ONCE])
        entered = entries_of(session, [line.id for rows in works.values() for line, _ in rows])
        for work_id, rows in works.items():
            lines = {line.id: line.sequence for line, _ in rows}
            kept = [_kept(line, donation) for line, donation in rows if is_kept(line, donation)]
            is_held_before = work_id not in lines
            bring_in_step(
                session, lines, kept, since, is_held_before=is_held_before, entered=entered
            )


def _lines_of(
    session: Session, work_ids: Sequence[str]
) -> dict[str, list[tuple[DonationLine, Donation]]]:
    """Return the lines of each work, whatever was read of them before."""
    found: dict[str, list[tuple[DonationLine, Donation]]] = {each: [] for each in work_ids}
    rows = session.execute(
        select(DonationLine, Donation)
        .join(Donation, DonationLine.donation_id == Donation.id)
        .where(DonationLine.work_id.in_(work_ids))
        .options(joinedload(Donation.donor))
        .execution_options(populate_existing=True)
    )
    for line, donation in rows:
        found[line.work_id].append((line, donation))
    return found


def tell_ledger_of_gift(session: Session, donation_id: str, since: dt.date | None = None) -> None:
    """Bring the ledger in step with every line of a gift, after something of the gift changed.

    ``since`` is the day from which the change counts: of a withdrawal, say, the day it was made.
    """
    session.flush()
    lines = session.execute(
        select(DonationLine.id, DonationLine.work_id).where(DonationLine.donation_id == donation_id)
    ).all()
    days = {} if since is None else {line_id: since for line_id, _ in lines}
    tell_ledger(session, {work_id for _, work_id in lines}, days)


@follow_donors
def tell_ledger_of_donor(session: Session, donor_id: str) -> None:
    """Bring the ledger in step with all that a donor gave, after what he is has changed."""
    session.flush()
    works = select(DonationLine.work_id).join(Donation).where(Donation.donor_id == donor_id)
    tell_ledger(session, session.scalars(works.distinct()).all())


def is_kept(line: DonationLine, donation: Donation) -> bool:
    """Whether a line is in the library's hands to stay, or as a deposit."""
    is_here = donation.stage not in GONE and line.returned_on is None
    return line.decision in KEPT and is_here and line.decided_on is not None


def _kept(line: DonationLine, donation: Donation) -> KeptLine:
    deposits = (line.decision is Decision.DEPOSITED, donation.mode is AcquisitionMode.DEPOSIT)
    assert line.decided_on is not None  # noqa: S101 - is_kept
    kept = kept_of(line.volume_count, line.piece_count, line.accepted_volume_count)
    holding = Holding(
        bearings=Bearings(
            donation_id=donation.id,
            donor_id=donation.donor_id,
            donor_kind=donation.donor.kind,
            mode=donation.mode,
            material=line.material,
            campaign_id=donation.campaign_id,
            branch_id=donation.branch_id,
            is_deposit=any(deposits),
        ),
        volumes=kept.volumes,
        pieces=kept.pieces,
        value_cents=line.value_cents or 0,
    )
    return KeptLine(line.id, line.decided_on, holding)
