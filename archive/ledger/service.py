"""Bringing the ledger in step with what is kept of a work: entries are added, never changed."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.ledger.counting import Amount, Bearings, KeptLine
from archive.ledger.models import AcquisitionEntry
from archive.ledger.timelines import Change, Posting, postings

AT_ONCE = 500


def bring_in_step(
    session: Session,
    lines: Mapping[str, int],
    kept: Iterable[KeptLine],
    since: Mapping[str, dt.date] | None = None,
    *,
    is_held_before: bool = False,
    entered: Mapping[str, Sequence[Posting]] | None = None,
) -> int:
    """Enter what must be entered so that the ledger says what is kept of one work.

    A line counts from the day of its decision when it is first entered; whatever changes later
    counts from the day of the change, so that a report for an earlier day stays what it was. A
    change that is dated back counts from that day; what was known before it was entered can still
    be asked, by ``recorded_at``.

    Args:
        session: the write session of the change itself.
        lines: every line of the work, kept or not, with its place on its list.
        kept: those of them that are kept.
        since: for lines that were decided on or moved as of a certain day, that day.
        is_held_before: whether the work was in the library before any of the lines.
        entered: what :func:`entries_of` said of the lines, where it was asked for many works.

    Returns:
        How many entries were made.
    """
    take_turn(session)  # two copies of one work decided at once would both be its 种
    change = Change(
        today=journal.today(session),
        lines=lines,
        kept={line.line_id: line for line in kept},
        since={line_id: day for line_id, day in (since or {}).items() if line_id in lines},
        is_held_before=is_held_before,
    )
    known = entries_of(session, list(lines)) if entered is None else entered
    made = postings([each for line_id in lines for each in known.get(line_id, ())], change)
    recorded_at = journal.now(session)
    session.add_all(_entry(posting, recorded_at) for posting in made)
    session.flush()
    return len(made)


def entries_of(session: Session, line_ids: Sequence[str]) -> dict[str, list[Posting]]:
    """Return what was entered for each of these lines, in the order in which it was."""
    take_turn(session)  # nobody enters anything between this and what follows from it
    found: dict[str, list[Posting]] = {}
    for start in range(0, len(line_ids), AT_ONCE):
        part = AcquisitionEntry.line_id.in_(line_ids[start : start + AT_ONCE])
        wanted = select(AcquisitionEntry).where(part).order_by(AcquisitionEntry.number)
        for row in session.scalars(wanted):
            posting = Posting(
                row.line_id, row.effective_on, bearings_of(row), amount_of(row), row.reason
            )
            found.setdefault(row.line_id, []).append(posting)
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


def amount_of(row: AcquisitionEntry) -> Amount:
    """Return how much more or less an entry says."""
    return Amount(
        lines=row.line_count,
        titles=row.title_count,
        volumes=row.volume_count,
        pieces=row.piece_count,
        value_cents=row.value_cents,
    )


def _entry(posting: Posting, recorded_at: dt.datetime) -> AcquisitionEntry:
    bearings, amount = posting.bearings, posting.amount
    return AcquisitionEntry(
        line_id=posting.line_id,
        donation_id=bearings.donation_id,
        effective_on=posting.effective_on,
        recorded_at=recorded_at,
        reason=posting.reason,
        is_deposit=bearings.is_deposit,
        line_count=amount.lines,
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
