"""Telling the ledger what is kept of the lines of a work."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from archive.donations.kinds import AcquisitionMode, Decision, Stage
from archive.donations.models import Donation, DonationLine
from archive.ledger.counting import Bearings, KeptLine
from archive.ledger.service import bring_in_step

KEPT = frozenset({Decision.ACCEPTED, Decision.PARTLY_ACCEPTED, Decision.DEPOSITED})
GONE = frozenset({Stage.WITHDRAWN, Stage.RETURNED})


def tell_ledger(session: Session, work_ids: Iterable[str]) -> None:
    """Bring the ledger in step with the lines of these works (种), as they stand now."""
    session.flush()
    for work_id in sorted(set(work_ids)):
        rows = session.execute(
            select(DonationLine, Donation)
            .join(Donation, DonationLine.donation_id == Donation.id)
            .where(DonationLine.work_id == work_id)
            .options(joinedload(Donation.donor))
        ).all()
        line_ids = [line.id for line, _ in rows]
        kept = [_kept(line, donation) for line, donation in rows if is_kept(line, donation)]
        bring_in_step(session, line_ids, kept, is_held_before=work_id not in line_ids)


def is_kept(line: DonationLine, donation: Donation) -> bool:
    """Whether a line is in the library's hands to stay, or as a deposit."""
    return line.decision in KEPT and donation.stage not in GONE and line.decided_on is not None


def _kept(line: DonationLine, donation: Donation) -> KeptLine:
    is_part = line.decision is Decision.PARTLY_ACCEPTED and line.accepted_volume_count is not None
    deposits = (line.decision is Decision.DEPOSITED, donation.mode is AcquisitionMode.DEPOSIT)
    assert line.decided_on is not None  # noqa: S101 - is_kept
    return KeptLine(
        line_id=line.id,
        kept_on=line.decided_on,
        sequence=line.sequence,
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
        volumes=(line.accepted_volume_count or 0) if is_part else line.volume_count,
        pieces=line.piece_count,
        value_cents=line.value_cents or 0,
    )
