"""Making and ending private links. The secret is shown once and never kept."""

import hashlib
import secrets

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import Session

from archive.donor_pages.errors import DonorLinkNotFoundError
from archive.donor_pages.models import DonorLink
from archive.donors.models import Donor
from archive.donors.queries import find_donor
from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.kernel.journal import Subject


def make_link(session: Session, donor_id: str) -> str:
    """Make a new private link of a donor and return its secret; a former link ends."""
    find_donor(session, donor_id)
    _end_open(session, donor_id)
    token = secrets.token_urlsafe(24)
    session.add(
        DonorLink(
            donor_id=donor_id,
            token_sha256=_digest(token),
            made_at=journal.now(session),
            made_by=journal.current_actor(session).id,
        )
    )
    session.flush()
    journal.record(session, "donor-pages.link.made", subject=Subject("donor", donor_id))
    return token


def end_link(session: Session, donor_id: str) -> None:
    """Let the private link of a donor open nothing any more."""
    if _end_open(session, donor_id):
        journal.record(session, "donor-pages.link.ended", subject=Subject("donor", donor_id))


def has_link(session: Session, donor_id: str) -> bool:
    """Whether a donor has a link that opens his page."""
    return session.scalar(_open(donor_id)) is not None


def donor_of(session: Session, token: str) -> str:
    """Return whose page the secret opens; :class:`DonorLinkNotFoundError` if nobody's."""
    opened = select(DonorLink.donor_id).where(
        DonorLink.token_sha256 == _digest(token), DonorLink.ended_at.is_(None)
    )
    donor_id = session.scalar(opened)
    if donor_id is None:
        raise DonorLinkNotFoundError
    return find_donor(session, donor_id).merged_into_id or donor_id


def _end_open(session: Session, donor_id: str) -> bool:
    """End every open link, in turn with whoever else makes one; say whether there was any."""
    take_turn(session)
    ended = update(DonorLink).where(*_of(donor_id))
    closing = ended.values(ended_at=journal.now(session)).returning(DonorLink.id)
    return bool(session.scalars(closing).all())


def _open(donor_id: str) -> Select[DonorLink]:
    return select(DonorLink).where(*_of(donor_id)).limit(1)


def _of(donor_id: str) -> list[ColumnElement[bool]]:
    """Say in SQL that a link opens a donor's page: his own, or that of a record merged into his."""
    merged = select(Donor.id).where(Donor.merged_into_id == donor_id)
    return [
        or_(DonorLink.donor_id == donor_id, DonorLink.donor_id.in_(merged)),
        DonorLink.ended_at.is_(None),
    ]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
