"""What is taken out: gifts line by line, donors; in words that are understood when they come back.

The headings are always those in zh-Hans, so that a file is the same whoever takes it out.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from archive.campaigns.models import Campaign
from archive.donations.filters import DonationFilter
from archive.donations.filters import conditions as filtered
from archive.donations.models import Donation, DonationLine
from archive.donations.words import DECISIONS, DONOR_KINDS, MATERIALS, MODES, STAGES
from archive.donors.lists import DonorFilter, open_list
from archive.donors.models import Donor, DonorContact
from archive.exchange.gift_plans import yuan
from archive.exchange.recognising.fields import CONTACT, LABELS, Field
from archive.locations.models import Branch
from archive.spreadsheets.cells import Value

AT_ONCE = 1_000
MOST_XLSX_ROWS = 50_000

DONOR_FIELDS = (
    Field.DONOR_ID,
    Field.DONOR_NAME,
    Field.DONOR_KIND,
    Field.UNIT,
    Field.IS_ANONYMOUS,
    Field.CREDIT_NAME,
    Field.ON_ROLL,
    Field.PHONE,
    Field.EMAIL,
    Field.ADDRESS,
)
GIFT_FIELDS = (
    Field.LINE_ID,
    Field.DONATION_NUMBER,
    *DONOR_FIELDS,
    Field.RECEIVED_ON,
    Field.CAMPAIGN,
    Field.BRANCH,
    Field.MODE,
    Field.DONATION_NOTE,
    Field.TITLE,
    Field.AUTHOR,
    Field.DATE_TEXT,
    Field.MATERIAL,
    Field.VOLUMES,
    Field.PIECES,
    Field.CONDITION,
    Field.VALUE_NOTE,
    Field.VALUE,
    Field.NOTE,
    Field.DECISION,
    Field.ACCEPTED,
    Field.REASON,
    Field.DECIDED_ON,
    Field.IS_COPY,
    Field.COPY_OF,
    Field.STAGE,
    Field.DEPOSIT_UNTIL,
    Field.RETURNED_ON,
)
WIDTHS = {Field.TITLE: 40, Field.DONOR_NAME: 18, Field.ADDRESS: 30, Field.NOTE: 30}


EVERY_GIFT, EVERY_DONOR = DonationFilter(), DonorFilter()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which gifts or donors are taken out, and whether with the ways to reach the donors.

    ``listed`` and ``donors`` are what a list at the desk shows.
    """

    first_day: dt.date | None = None
    last_day: dt.date | None = None
    campaign_id: str = ""
    with_contact: bool = False
    listed: DonationFilter = EVERY_GIFT
    donors: DonorFilter = EVERY_DONOR


def fields_of(fields: Sequence[Field], *, with_contact: bool) -> list[Field]:
    """Return the columns that are taken out."""
    return [field for field in fields if with_contact or field not in CONTACT]


def headings_of(fields: Sequence[Field]) -> list[str]:
    """Return the words above the columns."""
    return [LABELS[field] for field in fields]


def count_lines(session: Session, wanted: Wanted) -> int:
    """Return how many lines would be taken out."""
    counted = select(func.count()).select_from(DonationLine).join(Donation)
    return session.scalar(counted.where(*_conditions(session, wanted))) or 0


def gift_rows(session: Session, wanted: Wanted) -> Iterator[list[Value]]:
    """Yield a row for each line, in the order in which the gifts came."""
    fields = fields_of(GIFT_FIELDS, with_contact=wanted.with_contact)
    names = _names(session)
    for lines in _lines(session, wanted):
        contacts = _contacts(session, wanted, [gift.donor_id for _, gift in lines])
        for line, gift in lines:
            row = _gift_row(line, gift, names) | _donor_row(gift.donor, contacts)
            yield [row[field] for field in fields]


def donor_rows(session: Session, wanted: Wanted) -> Iterator[list[Value]]:
    """Yield a row for each donor that was not merged into another."""
    fields = fields_of(DONOR_FIELDS, with_contact=wanted.with_contact)
    last, chosen = ("", ""), _chosen(session, wanted)
    while True:
        statement = (
            select(Donor)
            .where(*chosen, _after(last))
            .order_by(Donor.name_key, Donor.id)
            .limit(AT_ONCE)
        )
        donors = session.scalars(statement).all()
        if not donors:
            return
        contacts = _contacts(session, wanted, [donor.id for donor in donors])
        for donor in donors:
            row = _donor_row(donor, contacts)
            yield [row[field] for field in fields]
        last = (donors[-1].name_key, donors[-1].id)
        session.expunge_all()


def count_donors(session: Session, wanted: Wanted) -> int:
    """Return how many donors would be taken out."""
    counted = select(func.count()).select_from(Donor).where(*_chosen(session, wanted))
    return session.scalar(counted) or 0


def _chosen(session: Session, wanted: Wanted) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = [Donor.merged_into_id.is_(None)]
    if wanted.donors.kind is not None:
        chosen.append(Donor.kind == wanted.donors.kind)
    if wanted.donors.text.strip():
        chosen.append(Donor.id.in_(open_list(session, wanted.donors).found or ()))
    return chosen


def _after(last: tuple[str, str]) -> ColumnElement[bool]:
    key, donor_id = last
    return (Donor.name_key > key) | ((Donor.name_key == key) & (Donor.id > donor_id))


def _conditions(session: Session, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = filtered(session, wanted.listed)
    if wanted.first_day is not None:
        conditions.append(Donation.received_on >= wanted.first_day)
    if wanted.last_day is not None:
        conditions.append(Donation.received_on <= wanted.last_day)
    if wanted.campaign_id:
        conditions.append(Donation.campaign_id == wanted.campaign_id)
    return conditions


def _lines(session: Session, wanted: Wanted) -> Iterator[list[tuple[DonationLine, Donation]]]:
    order = (Donation.received_on, Donation.number, DonationLine.sequence)
    ids = session.scalars(
        select(DonationLine.id).join(Donation).where(*_conditions(session, wanted)).order_by(*order)
    ).all()
    for start in range(0, len(ids), AT_ONCE):
        statement = (
            select(DonationLine, Donation)
            .join(Donation, DonationLine.donation_id == Donation.id)
            .where(DonationLine.id.in_(ids[start : start + AT_ONCE]))
            .order_by(*order)
            .options(joinedload(Donation.donor))
        )
        yield [(line, gift) for line, gift in session.execute(statement)]
        session.expunge_all()


def _names(session: Session) -> dict[str, str]:
    campaigns = session.execute(select(Campaign.id, Campaign.name))
    branches = session.execute(select(Branch.id, Branch.name))
    return {each.id: each.name for each in (*campaigns, *branches)}


def _contacts(session: Session, wanted: Wanted, donor_ids: list[str]) -> dict[str, DonorContact]:
    if not wanted.with_contact:
        return {}
    statement = select(DonorContact).where(DonorContact.donor_id.in_(set(donor_ids)))
    return {row.donor_id: row for row in session.scalars(statement)}


def _donor_row(donor: Donor, contacts: dict[str, DonorContact]) -> dict[Field, Value]:
    contact = contacts.get(donor.id)
    return {
        Field.DONOR_ID: donor.id,
        Field.DONOR_NAME: donor.name,
        Field.DONOR_KIND: DONOR_KINDS[donor.kind],
        Field.UNIT: donor.unit,
        Field.IS_ANONYMOUS: _yes(donor.is_anonymous),
        Field.CREDIT_NAME: donor.credit_name,
        Field.ON_ROLL: _yes(donor.on_roll),
        Field.PHONE: contact.phone if contact else "",
        Field.EMAIL: contact.email if contact else "",
        Field.ADDRESS: contact.address if contact else "",
    }


def _gift_row(line: DonationLine, gift: Donation, names: dict[str, str]) -> dict[Field, Any]:
    is_copy = line.work_id != line.id
    return {
        Field.LINE_ID: line.id,
        Field.DONATION_NUMBER: gift.number,
        Field.RECEIVED_ON: gift.received_on,
        Field.CAMPAIGN: names.get(gift.campaign_id or "", ""),
        Field.BRANCH: names.get(gift.branch_id or "", ""),
        Field.MODE: MODES[gift.mode],
        Field.DONATION_NOTE: gift.note,
        Field.TITLE: line.title,
        Field.AUTHOR: line.author,
        Field.DATE_TEXT: line.date_text,
        Field.MATERIAL: MATERIALS[line.material],
        Field.VOLUMES: line.volume_count,
        Field.PIECES: line.piece_count,
        Field.CONDITION: line.condition,
        Field.VALUE_NOTE: line.value_note,
        Field.VALUE: yuan(line.value_cents),
        Field.NOTE: line.note,
        Field.DECISION: DECISIONS[line.decision][0],
        Field.ACCEPTED: line.accepted_volume_count,
        Field.REASON: line.decision_reason,
        Field.DECIDED_ON: line.decided_on,
        Field.IS_COPY: _yes(is_copy),
        Field.COPY_OF: (line.copy_of_line_id or line.copy_of_title_id or "") if is_copy else "",
        Field.STAGE: STAGES[gift.stage][0],
        Field.DEPOSIT_UNTIL: line.deposit_until,
        Field.RETURNED_ON: line.returned_on,
    }


def _yes(value: bool) -> str:  # noqa: FBT001 - it is the value itself
    return "是" if value else "否"
