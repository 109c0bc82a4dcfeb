"""Deciding on the lines of a gift: who, when, why, line by line; the gift's stage follows."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.donations.counted import tell_ledger
from archive.donations.errors import (
    AcceptedCountError,
    DecisionChangedError,
    DecisionOfModeError,
    DeclineReasonMissingError,
    DonationClosedError,
    DonationNotFoundError,
    LineRegisteredError,
    LineReturnedError,
    ListClosedError,
    ListedInRegistersError,
    NotDecidableError,
    NothingToPartError,
)
from archive.donations.kinds import AcquisitionMode, Decision, Stage
from archive.donations.models import Donation, DonationLine
from archive.donations.moves import check_day, follow_decisions, hold_donation
from archive.donations.queries import line_view
from archive.donations.schemas import LineView
from archive.donations.states.replay import DECIDED
from archive.donations.states.table import SETTLED, UNDER_REVIEW
from archive.donations.words import STAGES
from archive.kernel import journal
from archive.kernel.errors import N_, AppError
from archive.kernel.journal import JournalEntry, Subject
from archive.web.i18n import translate

# The journal keeps the words that were on screen; the decision itself is kept beside them.
VERDICTS: Mapping[Decision, str] = {
    Decision.PENDING: N_("已撤销决定"),
    Decision.ACCEPTED: N_("已接收"),
    Decision.PARTLY_ACCEPTED: N_("部分接收"),
    Decision.COPIED_AND_RETURNED: N_("复制后退还"),
    Decision.DEPOSITED: N_("寄存"),
    Decision.DECLINED: N_("不接收"),
}
DECIDABLE = frozenset({*UNDER_REVIEW, *SETTLED, Stage.DECLINED})
_OF_DEPOSIT = (Decision.DEPOSITED, Decision.COPIED_AND_RETURNED, Decision.DECLINED)
_OF_OTHERS = (
    Decision.ACCEPTED,
    Decision.PARTLY_ACCEPTED,
    Decision.COPIED_AND_RETURNED,
    Decision.DEPOSITED,
    Decision.DECLINED,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is decided on a line; ``PENDING`` takes a decision back.

    ``accepted_count`` is how many 册 (of a line without 册, how many 件) of a partly accepted line
    are kept. ``decided_on`` is the day from which it counts, today unless given; ``is_confirmed``
    says that a day before the gift was received is meant.
    """

    decision: Decision
    reason: str = ""
    accepted_count: int | None = None
    decided_on: dt.date | None = None
    is_confirmed: bool = False


def decisions_of(mode: AcquisitionMode) -> tuple[Decision, ...]:
    """Return what may be decided on what comes in this mode; the first is what is usual."""
    return _OF_DEPOSIT if mode is AcquisitionMode.DEPOSIT else _OF_OTHERS


def decide_line(session: Session, line_id: str, decision: Decision, reason: str = "") -> LineView:
    """Decide on a line from today on, or take the decision back (``PENDING``).

    Raises:
        DeclineReasonMissingError: a line is declined without a reason.
        ConflictError: the line or the donation it came with stands in the registers.
    """
    return decide(session, line_id, Choice(decision, reason))


def decide(session: Session, line_id: str, choice: Choice) -> LineView:
    """Decide on a line.

    Raises:
        InvalidInputError: reason, number or day cannot be used; the error's field ends with the
            line's identifier.
        ConflictError: the line or the donation it came with stands in the registers, or the
            donation is not at a stage where lines are decided.
    """
    row = session.get(DonationLine, line_id)
    if row is None:
        raise DonationNotFoundError(detail=f"no line {line_id}")
    decide_lines(session, row.donation_id, [line_id], choice)
    return line_view(row)


def decide_lines(
    session: Session,
    donation_id: str,
    line_ids: Iterable[str],
    choice: Choice,
    seen: Mapping[str, str] | None = None,
) -> int:
    """Decide the same on several lines of a donation; return on how many that changed something.

    ``seen`` says, by line, which decision whoever decides had before him.

    Raises:
        InvalidInputError: as :func:`decide`; nothing is to be kept then.
        DecisionChangedError: another decision was made since; nothing is to be kept.
        ConflictError: as :func:`decide`.
    """
    hold_donation(session, donation_id)
    donation = session.get_one(Donation, donation_id)
    rows = _rows(session, donation_id, line_ids)
    refuse_when_registered(session, donation_id, rows)
    _check_seen(session, rows, choice, seen or {})
    if donation.stage not in DECIDABLE:
        raise NotDecidableError(stage=translate(STAGES[donation.stage][0]))
    for row in rows:
        if row.returned_on is not None:
            raise LineReturnedError(title=row.title, day=row.returned_on.isoformat())
    changed = [row for row in rows if _decide_row(session, donation, row, choice)]
    days = {row.id: row.decided_on for row in changed if row.decided_on is not None}
    tell_ledger(session, [row.work_id for row in changed], days)
    follow_decisions(session, donation_id, max(days.values(), default=None))
    return len(changed)


def _check_seen(
    session: Session, rows: Iterable[DonationLine], choice: Choice, seen: Mapping[str, str]
) -> None:
    """Let a decision replace only the one that was seen, or itself when it is sent twice."""
    wanted = (choice.decision, choice.reason.strip(), _accepted_count(choice))
    for row in rows:
        now = line_view(row).decision_seen
        held = (row.decision, row.decision_reason, row.accepted_volume_count)
        if seen.get(row.id, now) == now or held == wanted:
            continue
        entries = journal.history(session, [Subject("donation", row.donation_id)], limit=200)
        last = (entry.actor_name for entry in entries if _is_about(entry, row))
        raise DecisionChangedError(
            field=f"decision-{row.id}",
            title=row.title,
            who=next(last, journal.SYSTEM.name),
            verdict=translate(VERDICTS[row.decision]),
        )


def _is_about(entry: JournalEntry, row: DonationLine) -> bool:
    return entry.action == DECIDED and entry.after.get("line") == row.sequence


def accept_pending(session: Session, donation_id: str) -> int:
    """Accept (or take as a deposit) every line that is still undecided; return how many."""
    hold_donation(session, donation_id)
    usual = decisions_of(session.get_one(Donation, donation_id).mode)[0]
    pending = select(DonationLine.id).where(
        DonationLine.donation_id == donation_id, DonationLine.decision == Decision.PENDING
    )
    line_ids = session.scalars(pending).all()
    return decide_lines(session, donation_id, line_ids, Choice(usual)) if line_ids else 0


def refuse_when_registered(
    session: Session, donation_id: str, rows: Iterable[DonationLine]
) -> None:
    """Raise the :class:`ConflictError` that says that a line's donation is closed, if it is."""
    for row in rows:
        if row.title_id is not None:
            raise LineRegisteredError(title=row.title)
    if _is_registered(session, donation_id):
        raise DonationClosedError


def refuse_list_when_registered(
    session: Session, donation_id: str, rows: Iterable[DonationLine]
) -> None:
    """Raise the :class:`ConflictError` that says that a list is not put right any more, if so."""
    for row in rows:
        if row.title_id is not None:
            raise ListedInRegistersError(title=row.title)
    if _is_registered(session, donation_id):
        raise ListClosedError


def list_refusals(session: Session, line_ids: Iterable[str]) -> dict[str, AppError]:
    """Return why those of some lines that cannot be put right cannot, by one query."""
    closed = select(DonationLine.donation_id).where(DonationLine.title_id.is_not(None))
    wanted = select(DonationLine.id, DonationLine.title, DonationLine.title_id).where(
        DonationLine.id.in_(list(line_ids)), DonationLine.donation_id.in_(closed)
    )
    return {
        line_id: ListedInRegistersError(title=title) if title_id else ListClosedError()
        for line_id, title, title_id in session.execute(wanted)
    }


def _is_registered(session: Session, donation_id: str) -> bool:
    registered = select(DonationLine.id).where(
        DonationLine.donation_id == donation_id, DonationLine.title_id.is_not(None)
    )
    return session.scalar(registered.limit(1)) is not None


def _rows(session: Session, donation_id: str, line_ids: Iterable[str]) -> Sequence[DonationLine]:
    wanted = set(line_ids)
    rows = session.scalars(
        select(DonationLine)
        .where(DonationLine.donation_id == donation_id, DonationLine.id.in_(wanted))
        .order_by(DonationLine.sequence)
        .execution_options(populate_existing=True)
    ).all()
    if len(rows) != len(wanted):
        raise DonationNotFoundError(detail=f"no such lines in {donation_id}")
    return rows


def _decide_row(session: Session, donation: Donation, row: DonationLine, choice: Choice) -> bool:
    """Write what is decided on a line, and say whether that changes anything."""
    if choice.decision is Decision.PENDING:
        decided_on, reason = None, choice.reason.strip()
        is_changed = row.decision is not Decision.PENDING
    else:
        decided_on = choice.decided_on or journal.today(session)
        reason = choice.reason.strip()
        _check(session, donation, row, choice, decided_on)
        held = (row.decision, row.decision_reason, row.accepted_volume_count)
        is_changed = held != (choice.decision, reason, _accepted_count(choice))
        is_changed = is_changed or (choice.decided_on or row.decided_on) != row.decided_on
    if is_changed:
        _write(session, row, choice, reason, decided_on)
    return is_changed


def _check(
    session: Session, donation: Donation, row: DonationLine, choice: Choice, day: dt.date
) -> None:
    if choice.decision not in decisions_of(donation.mode):
        raise DecisionOfModeError(field=f"decision-{row.id}", title=row.title)
    if choice.decision is Decision.DECLINED and not choice.reason.strip():
        raise DeclineReasonMissingError(field=f"reason-{row.id}", title=row.title)
    if choice.decision is Decision.PARTLY_ACCEPTED:
        most = (row.volume_count or row.piece_count) - 1
        if most < 1:
            raise NothingToPartError(field=f"accepted_count-{row.id}", title=row.title)
        if not 0 < (choice.accepted_count or 0) <= most:
            raise AcceptedCountError(field=f"accepted_count-{row.id}", title=row.title, most=most)
    if choice.decided_on is not None and not (
        choice.is_confirmed and day <= journal.today(session)
    ):
        check_day(session, day, donation.received_on, f"decided_on-{row.id}")


def _accepted_count(choice: Choice) -> int | None:
    return choice.accepted_count if choice.decision is Decision.PARTLY_ACCEPTED else None


def _write(
    session: Session, row: DonationLine, choice: Choice, reason: str, day: dt.date | None
) -> None:
    before = {
        "decision": row.decision,
        "reason": row.decision_reason,
        "accepted_count": row.accepted_volume_count,
        "decided_on": row.decided_on.isoformat() if row.decided_on else None,
    }
    entry = journal.record(
        session,
        DECIDED,
        subject=Subject("donation", row.donation_id),
        before=before,
        after={
            "line": row.sequence,
            "title": row.title,
            "decision": choice.decision,
            "verdict": VERDICTS[choice.decision],
            "accepted_count": _accepted_count(choice),
            "decided_on": day.isoformat() if day else None,
        },
        why=reason,
    )
    is_open = choice.decision is Decision.PENDING
    row.decision = choice.decision
    row.decision_reason = "" if is_open else reason
    row.accepted_volume_count = _accepted_count(choice)
    row.decided_on = day
    row.decided_at = None if is_open else entry.at
    row.decided_by = "" if is_open else entry.actor_id
    session.flush()
