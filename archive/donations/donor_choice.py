"""Which known donor somebody means who types: with what tells him from a namesake."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.donations.models import Donation
from archive.donations.schemas import DonorSuggestion
from archive.donors.look_up import look_up
from archive.donors.queries import find_donors, phones_of
from archive.text.lookup_keys import lookup_key

_ENDING = 4


@dataclass(frozen=True, slots=True)
class Giving:
    """How often a donor has given, and when last."""

    count: int = 0
    last_on: dt.date | None = None


def suggest_donors(session: Session, typed: str, limit: int = 6) -> list[DonorSuggestion]:
    """Return the donors that ``typed`` may mean (see :func:`look_up`), namesakes first."""
    ids = look_up(session, typed, limit)
    donors, phones, giving = (
        find_donors(session, ids),
        phones_of(session, ids),
        giving_of(session, ids),
    )
    key = lookup_key(typed) if typed.strip() else ""
    found = [
        DonorSuggestion(
            donor=donors[donor_id],
            donation_count=giving[donor_id].count,
            last_received_on=giving[donor_id].last_on,
            phone_ending=phone_ending(phones.get(donor_id, "")),
            is_exact=lookup_key(donors[donor_id].name) == key,
        )
        for donor_id in ids
    ]
    return sorted(found, key=lambda suggestion: not suggestion.is_exact)


def giving_of(session: Session, donor_ids: Iterable[str]) -> Mapping[str, Giving]:
    """Return for each of these donors how often he has given, and when last."""
    wanted = list(donor_ids)
    rows = session.execute(
        select(Donation.donor_id, func.count(), func.max(Donation.received_on))
        .where(Donation.donor_id.in_(wanted))
        .group_by(Donation.donor_id)
    )
    counted = {donor_id: Giving(count, last_on) for donor_id, count, last_on in rows}
    return {donor_id: counted.get(donor_id, Giving()) for donor_id in wanted}


def phone_ending(phone: str) -> str:
    """Return the last four digits of a number that has more than these."""
    digits = "".join(char for char in phone if char.isdigit())
    return digits[-_ENDING:] if len(digits) > _ENDING else ""
