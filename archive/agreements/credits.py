"""Whom a title is owed to, named as the agreement says."""

from sqlalchemy.orm import Session

from archive.agreements.queries import agreement_in_force
from archive.donations.credits import Credit, gifts_of
from archive.rights.limits import Attribution


def credits_of(session: Session, title_id: str) -> list[Credit]:
    """Return the gifts that volumes of a title came with, oldest first.

    An agreement may ask for other words or for none; a donor who wants to stay unnamed is never
    named by an agreement.
    """
    found = []
    for donation_id, credit in gifts_of(session, title_id):
        agreement = agreement_in_force(session, donation_id)
        name = credit.donor
        if agreement is not None and agreement.terms.attribution is Attribution.ANONYMOUS:
            name = None
        elif agreement is not None and agreement.terms.attribution is Attribution.AS_WORDED:
            name = agreement.terms.credit_text if name else None
        found.append(Credit(name, credit.received_on))
    return found
