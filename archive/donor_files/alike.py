"""Which records may be of one donor, and by what one sees it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.donors.models import Donor, DonorContact, DonorContactTerm
from archive.donors.queries import find_contact, find_donor, find_donors
from archive.donors.schemas import Contact, DonorView
from archive.donors.terms import phone_terms
from archive.kernel.errors import N_
from archive.text.lookup_keys import lookup_key

MOST_FOUND = 8
SAME_DIGITS = 8
"""Two numbers that share so many last digits are one number, with or without its prefix."""


class Reason(StrEnum):
    """By what two records look like one donor, or unlike."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    UNIT = "unit"
    OTHER_KIND = "other-kind"
    OTHER_PHONE = "other-phone"


REASONS: Mapping[Reason, tuple[str, str]] = {
    Reason.NAME: (N_("姓名相同"), "attention"),
    Reason.PHONE: (N_("电话相同"), "attention"),
    Reason.EMAIL: (N_("邮箱相同"), "attention"),
    Reason.UNIT: (N_("单位相同"), "neutral"),
    Reason.OTHER_KIND: (N_("类别不同"), "bad"),
    Reason.OTHER_PHONE: (N_("电话不同"), "neutral"),
}
_FOR = frozenset({Reason.NAME, Reason.PHONE, Reason.EMAIL})


@dataclass(frozen=True, slots=True)
class Suspect:
    """A record that may be of the same donor, and what speaks for it and against it."""

    donor: DonorView
    reasons: Sequence[Reason]


def reasons(one: DonorView, its: Contact, other: DonorView, others: Contact) -> list[Reason]:
    """Return what speaks for it that two records are of one donor, then what against it; pure."""
    left, right = long_endings(its.phone), long_endings(others.phone)
    units = [lookup_key(each.unit) if each.unit else "" for each in (one, other)]
    told = {
        Reason.NAME: lookup_key(one.name) == lookup_key(other.name),
        Reason.PHONE: bool(left & right),
        Reason.EMAIL: bool(its.email) and its.email.lower() == others.email.lower(),
        Reason.UNIT: bool(units[0]) and units[0] == units[1],
        Reason.OTHER_KIND: one.kind is not other.kind,
        Reason.OTHER_PHONE: bool(left and right) and not left & right,
    }
    return [reason for reason, holds in told.items() if holds]


def long_endings(phones: str) -> set[str]:
    """Return the endings of telephone numbers that are long enough to tell them apart."""
    return {term for term in phone_terms(phones) if len(term) >= SAME_DIGITS}


def suspects(session: Session, donor_id: str) -> list[Suspect]:
    """Return which records may be of the same donor: of one name, or of one telephone."""
    donor, contact = find_donor(session, donor_id), find_contact(session, donor_id)
    named = (
        select(Donor.id)
        .where(Donor.merged_into_id.is_(None), Donor.name_key == lookup_key(donor.name))
        .limit(MOST_FOUND + 1)
    )
    ids = dict.fromkeys(session.scalars(named))
    endings = sorted(long_endings(contact.phone))
    if endings:
        called = select(DonorContactTerm.donor_id).where(DonorContactTerm.term.in_(endings))
        ids |= dict.fromkeys(session.scalars(called.distinct().limit(MOST_FOUND + 1)))
    ids.pop(donor_id, None)
    found = compared(session, donor, contact, list(ids))
    wanted = [each for each in found if _FOR & set(each.reasons)]
    return sorted(wanted, key=lambda each: -len(_FOR & set(each.reasons)))[:MOST_FOUND]


def compared(
    session: Session, donor: DonorView, contact: Contact, other_ids: Iterable[str]
) -> list[Suspect]:
    """Return other records with what speaks for and against their being of one donor."""
    ids = list(other_ids)
    if not ids:
        return []
    donors = find_donors(session, ids)
    rows = session.scalars(select(DonorContact).where(DonorContact.donor_id.in_(ids)))
    contacts = {row.donor_id: Contact(row.phone, row.email, row.address) for row in rows}
    return [
        Suspect(donors[each], reasons(donor, contact, donors[each], contacts.get(each, Contact())))
        for each in ids
    ]
