"""Writing what a plan says, by the rooms' own services, in one transaction."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.campaigns.models import Campaign
from archive.campaigns.schemas import NewCampaign
from archive.campaigns.service import create_campaign
from archive.donations import service as donations
from archive.donations.copies import CopyOf, mark_copies
from archive.donations.decisions import Choice, decide, decide_lines
from archive.donations.deposits import agree_term, return_line
from archive.donations.kind_of_title import kind_of_title
from archive.donations.kinds import Decision, Stage
from archive.donations.models import DonationLine
from archive.donations.moves import move
from archive.donations.queries import find_donation, line_view
from archive.donations.schemas import DonationView, LineView, NewDonation, NewLine
from archive.donations.states.events import Event
from archive.donors.queries import find_donor
from archive.donors.schemas import Contact, DonorView, NewDonor
from archive.donors.service import change_contact, change_donor, create_donor
from archive.exchange.errors import RowRefusedError
from archive.exchange.kinds import Action
from archive.exchange.plans import DonorPlan, GiftPlan, Plan, RowPlan
from archive.exchange.recognising.fields import Field
from archive.exchange.recognising.lines import TypedRow
from archive.kernel.errors import AppError
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Subject
from archive.text.lookup_keys import lookup_key


@dataclass(frozen=True, slots=True)
class Made:
    """Something that was made or changed."""

    subject: Subject
    label: str
    is_new: bool
    row_number: int | None = None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


class Applying:
    """Carries out one plan; ``made`` lists what it did."""

    def __init__(self, session: Session, plan: Plan, why: str) -> None:
        self._session = session
        self._plan = plan
        self._why = why
        self._donor_ids: dict[str, str] = {}
        self._campaign_ids: dict[str, str] = {}
        self._line_ids: dict[int, str] = {}
        self.made: list[Made] = []

    def run(self) -> list[Made]:
        """Write everything.

        Raises:
            RowRefusedError: a row cannot be written after all; nothing is to be kept then.
        """
        self._make_campaigns()
        used = {gift.donor.key for gift in self._plan.gifts}
        for donor in self._plan.donors:
            if donor.key in used or donor.donor_id is not None or not self._plan.gifts:
                self._settle_donor(donor)
        logged = [(gift, self._log(gift)) for gift in self._plan.gifts]
        self._mark_copies()
        for gift, donation in logged:
            self._decide(gift, donation)
        for row in self._plan.rows:
            if row.action is Action.UPDATE and row.line_id:
                with naming(row.row.number):
                    self._update(row)
        return self.made

    def _make_campaigns(self) -> None:
        for campaign_id, name in self._session.execute(select(Campaign.id, Campaign.name)):
            self._campaign_ids[lookup_key(name)] = campaign_id
        for name, day in self._plan.campaigns.items():
            row = create_campaign(self._session, NewCampaign(name=name, starts_on=day))
            subject = Subject("campaign", row.id)
            self._campaign_ids[lookup_key(name)] = row.id
            self.made.append(Made(subject, name, is_new=True))

    def _settle_donor(self, plan: DonorPlan) -> None:
        if plan.donor_id is None:
            assert plan.new is not None  # noqa: S101 - no open donor is left
            donor = create_donor(self._session, plan.new)
            self.made.append(Made(Subject("donor", donor.id), donor.name, is_new=True))
        else:
            donor = find_donor(self._session, plan.donor_id)
            if plan.changed is not None:
                donor = self._change_donor(donor, plan.changed)
        if plan.contact is not None and plan.contact != Contact():
            change_contact(self._session, donor.id, plan.contact)
        self._donor_ids[plan.key] = donor.id

    def _change_donor(self, held: DonorView, wanted: NewDonor) -> DonorView:
        changed = change_donor(self._session, held.id, wanted)
        before, after = donor_fields(held), donor_fields(changed)
        subject = Subject("donor", held.id)
        self.made.append(Made(subject, changed.name, is_new=False, before=before, after=after))
        return changed

    def _log(self, gift: GiftPlan) -> DonationView:
        with naming(gift.rows[0].row.number):
            donation = donations.log_donation(self._session, self._new_gift(gift))
        for plan, line in zip(gift.rows, donation.lines, strict=True):
            self._line_ids[plan.row.number] = line.id
        label = f"{donation.number} {gift.donor.name}"
        subject = Subject("donation", donation.id)
        self.made.append(Made(subject, label, is_new=True, row_number=gift.rows[0].row.number))
        return donation

    def _new_gift(self, gift: GiftPlan) -> NewDonation:
        return NewDonation(
            submission=new_id(),
            donor=self._donor_ids[gift.donor.key],
            received_on=gift.received_on,
            lines=tuple(new_line(plan.row) for plan in gift.rows),
            note=gift.note,
            campaign_id=self._campaign_ids[lookup_key(gift.campaign)] if gift.campaign else None,
            branch_id=gift.branch_id,
            mode=gift.mode,
        )

    def _mark_copies(self) -> None:
        copies = [plan for gift in self._plan.gifts for plan in gift.rows if plan.row.is_copy]
        mark_copies(self._session, (self._copy_of(plan) for plan in copies))

    def _copy_of(self, plan: RowPlan) -> CopyOf:
        # The row above may have been left out for an error of its own.
        above = self._line_ids.get(plan.original_row or 0)
        line_id = self._line_ids[plan.row.number]
        return CopyOf(line_id, above or plan.original_line_id, plan.original_title_id)

    def _decide(self, gift: GiftPlan, donation: DonationView) -> None:
        chosen: dict[Choice, list[str]] = {}
        for plan in gift.rows:
            if plan.row.decision is not Decision.PENDING:
                line_id = self._line_ids[plan.row.number]
                chosen.setdefault(choice_of(plan.row), []).append(line_id)
        with naming(gift.rows[0].row.number):
            for choice, line_ids in chosen.items():
                decide_lines(self._session, donation.id, line_ids, choice)
            for plan in gift.rows:
                self._keep_deposit(plan.row)
            if gift.leaves is not None:
                take_out(self._session, donation.id, self._why, gift.received_on)

    def _keep_deposit(self, row: TypedRow) -> None:
        if row.deposit_until is not None:
            agree_term(self._session, self._line_ids[row.number], row.deposit_until)
        if row.returned_on is not None:
            return_line(self._session, self._line_ids[row.number], row.returned_on, self._why)

    def _update(self, plan: RowPlan) -> None:
        held = line_view(self._session.get_one(DonationLine, plan.line_id))
        before, row = line_fields(held), plan.row
        changes_line = any(each.field not in OF_DECISION for each in plan.differences)
        if changes_line:
            donations.correct_line(self._session, held.id, _corrected(held, row))
        if any(each.field in OF_DECISION for each in plan.differences):
            decide(self._session, held.id, choice_of(row))
        after = line_fields(line_view(self._session.get_one(DonationLine, plan.line_id)))
        self.made.append(
            Made(
                Subject("donation", held.donation_id),
                row.title,
                is_new=False,
                row_number=row.number,
                before={"line": held.id, **before},
                after={"line": held.id, **after},
            )
        )


OF_DECISION = frozenset({Field.DECISION, Field.ACCEPTED, Field.REASON, Field.DECIDED_ON})
_TYPED = {
    Field.TITLE: "title",
    Field.AUTHOR: "author",
    Field.DATE_TEXT: "date_text",
    Field.MATERIAL: "material",
    Field.VOLUMES: "volume_count",
    Field.PIECES: "piece_count",
    Field.CONDITION: "condition",
    Field.VALUE_NOTE: "value_note",
    Field.VALUE: "value_cents",
    Field.NOTE: "note",
}


def new_line(row: TypedRow) -> NewLine:
    """Return the line that a row becomes."""
    return NewLine(
        title=row.title,
        author=row.author,
        date_text=row.date_text,
        material=row.material or kind_of_title(row.title),
        volume_count=row.volume_count,
        note=row.note,
        piece_count=row.piece_count,
        condition=row.condition,
        value_note=row.value_note,
        value_cents=row.value_cents,
        year_from=row.year_from,
        year_to=row.year_to,
    )


def _corrected(held: LineView, row: TypedRow) -> NewLine:
    fields = {name: getattr(held, name) for name in NewLine.__dataclass_fields__}
    for given, name in _TYPED.items():
        value = getattr(row, name)
        if given in row.given and not (name == "material" and value is None):
            fields[name] = value
    if Field.DATE_TEXT in row.given and row.date_text != held.date_text:
        fields |= {"year_from": row.year_from, "year_to": row.year_to}
    return NewLine(**fields)


def choice_of(row: TypedRow) -> Choice:
    """Return what a row says was decided; that may have been before the gift came."""
    if row.decision is Decision.PENDING:
        return Choice(Decision.PENDING)
    return Choice(row.decision, row.reason, row.accepted_count, row.decided_on, is_confirmed=True)


def take_out(session: Session, donation_id: str, why: str, day: dt.date) -> None:
    """Let a gift have left again as of ``day``: withdrawn or, if it was declined, returned."""
    stage = find_donation(session, donation_id).stage
    if stage in {Stage.WITHDRAWN, Stage.RETURNED}:
        return
    event = Event.RETURN if stage is Stage.DECLINED else Event.WITHDRAW
    move(session, donation_id, event, why, day, is_confirmed=True)


def donor_fields(donor: DonorView) -> dict[str, Any]:
    """Return a donor as an import remembers him: nothing of how he is reached."""
    return {
        "name": donor.name,
        "kind": donor.kind.value,
        "is_anonymous": donor.is_anonymous,
        "unit": donor.unit,
        "credit_name": donor.credit_name,
        "on_roll": donor.on_roll,
    }


def line_fields(line: LineView) -> dict[str, Any]:
    """Return a line as an import remembers it."""
    typed = {name: getattr(line, name) for name in NewLine.__dataclass_fields__}
    decided = {
        "decision": line.decision.value,
        "decision_reason": line.decision_reason,
        "accepted_count": line.accepted_volume_count,
        "decided_on": line.decided_on.isoformat() if line.decided_on else None,
    }
    return typed | {"material": line.material.value} | decided


@contextmanager
def naming(row_number: int) -> Iterator[None]:
    """Let what refuses inside say which row it refuses."""
    try:
        yield
    except AppError as error:
        raise RowRefusedError(row=row_number, reason=error.message, detail=error.detail) from error


def rows_written(plan: Plan) -> Iterable[RowPlan]:
    """Return the rows that write something."""
    return (row for row in plan.rows if row.action in {Action.CREATE, Action.UPDATE})
