"""Which known donor somebody means who types: with what tells him from a namesake."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.donations.errors import DonorUnknownError, NamesakesError
from archive.donations.models import Donation
from archive.donations.schemas import DonorSuggestion, NewDonor
from archive.donors.look_up import look_up
from archive.donors.queries import find_donors, phones_of
from archive.text.lookup_keys import lookup_key

NEW_DONOR = "new"
"""What a form says instead of an identifier where the donor is not known yet."""
_ENDING = 4


@dataclass(frozen=True, slots=True)
class Giving:
    """How often a donor has given, and when last."""

    count: int = 0
    last_on: dt.date | None = None


def suggest_donors(
    session: Session, typed: str, limit: int = 6, chosen: str = ""
) -> list[DonorSuggestion]:
    """Return the donors that ``typed`` may mean (see :func:`look_up`), namesakes first.

    One that was ``chosen`` already is among them whatever is typed.
    """
    ids = look_up(session, typed, limit)
    if chosen not in {"", NEW_DONOR, *ids} and find_donors(session, [chosen]):
        ids = [chosen, *ids]
    if not ids:
        return []
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


def chosen_donor(session: Session, chosen: str, typed: NewDonor) -> str | NewDonor:
    """Return the donor that a form means: the known one that was chosen, or a new one.

    Args:
        session: where known donors are looked up.
        chosen: an identifier, :data:`NEW_DONOR`, or nothing where nothing had to be chosen.
        typed: the donor as typed.

    Raises:
        DonorUnknownError: nobody has the identifier that was chosen.
        NamesakesError: somebody of this name has given before; only a person can tell.
    """
    if chosen == NEW_DONOR:
        return typed
    if chosen:
        donor = find_donors(session, [chosen]).get(chosen)
        if donor is None:
            raise DonorUnknownError(field="donor_name", detail=chosen)
        return donor.merged_into_id or donor.id
    if any(found.is_exact for found in suggest_donors(session, typed.name)):
        raise NamesakesError(field="donor_name", name=typed.name)
    return typed


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
