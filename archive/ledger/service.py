"""Bringing the ledger in step with what is kept of a work: entries are added, never changed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.kernel import journal
from archive.ledger.counting import Amount, Bearings, KeptLine, Posting, count_work, postings
from archive.ledger.kinds import EntryReason
from archive.ledger.models import AcquisitionEntry


def bring_in_step(
    session: Session,
    line_ids: Iterable[str],
    kept: Iterable[KeptLine],
    *,
    is_held_before: bool = False,
) -> int:
    """Enter what must be entered so that the ledger says what is kept of one work.

    A line counts from the day of its decision when it is first entered; whatever changes later
    counts from the day of the change, so that a report for an earlier day stays what it was.

    Args:
        session: the write session of the change itself.
        line_ids: every line of the work, kept or not.
        kept: those of them that are kept.
        is_held_before: whether the work was in the library before any of the lines.

    Returns:
        How many entries were made.
    """
    kept_by_id = {line.line_id: line for line in kept}
    concerned = {*line_ids, *kept_by_id}
    before = _sums(session, concerned)
    wanted = count_work(kept_by_id.values(), is_held_before=is_held_before)
    made = postings(before, wanted)
    today = journal.today(session)
    for posting in made:
        line = kept_by_id.get(posting.line_id)
        is_first = not before.get(posting.line_id) and line is not None
        effective_on = min(line.kept_on, today) if is_first and line is not None else today
        session.add(
            _entry(session, posting, effective_on, _reason(posting, line, is_first=is_first))
        )
    session.flush()
    return len(made)


def _sums(session: Session, line_ids: Iterable[str]) -> Mapping[str, Mapping[Bearings, Amount]]:
    found: dict[str, dict[Bearings, Amount]] = defaultdict(dict)
    wanted = select(AcquisitionEntry).where(AcquisitionEntry.line_id.in_(list(line_ids)))
    for row in session.scalars(wanted.order_by(AcquisitionEntry.number)):
        bearings = bearings_of(row)
        known = found[row.line_id].get(bearings, Amount())
        found[row.line_id][bearings] = Amount(
            known.titles + row.title_count,
            known.volumes + row.volume_count,
            known.pieces + row.piece_count,
            known.value_cents + row.value_cents,
        )
    return found


def bearings_of(row: AcquisitionEntry) -> Bearings:
    """Return by what an entry is found in a report."""
    return Bearings(
        donation_id=row.donation_id,
        donor_id=row.donor_id,
        donor_kind=row.donor_kind,
        mode=row.mode,
        material=row.material,
        campaign_id=row.campaign_id,
        branch_id=row.branch_id,
        is_deposit=row.is_deposit,
    )


def _reason(posting: Posting, line: KeptLine | None, *, is_first: bool) -> EntryReason:
    if line is None:
        return EntryReason.ENDED
    return EntryReason.COUNTED if is_first and not posting.is_change else EntryReason.CORRECTED


def _entry(
    session: Session, posting: Posting, effective_on: dt.date, reason: EntryReason
) -> AcquisitionEntry:
    bearings, amount = posting.standing.bearings, posting.standing.amount
    return AcquisitionEntry(
        line_id=posting.line_id,
        donation_id=bearings.donation_id,
        effective_on=effective_on,
        recorded_at=journal.now(session),
        reason=reason,
        is_deposit=bearings.is_deposit,
        title_count=amount.titles,
        volume_count=amount.volumes,
        piece_count=amount.pieces,
        value_cents=amount.value_cents,
        mode=bearings.mode,
        material=bearings.material,
        donor_id=bearings.donor_id,
        donor_kind=bearings.donor_kind,
        campaign_id=bearings.campaign_id,
        branch_id=bearings.branch_id,
    )
