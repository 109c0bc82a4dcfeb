"""Questions about mailings."""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.documents.queries import find_documents
from archive.donations.models import Donation
from archive.mailings.errors import MailingNotFoundError
from archive.mailings.models import LetterState, Mailing, MailingRecipient
from archive.mailings.schemas import MailingView, RecipientView

MOST_LISTED = 50


def find_mailing(session: Session, mailing_id: str, campaign_id: str = "") -> MailingView:
    """Return a mailing, of this campaign if one is given.

    Raises:
        MailingNotFoundError: there is none.
    """
    row = session.get(Mailing, mailing_id, populate_existing=True)
    if row is None or (campaign_id and row.campaign_id != campaign_id):
        raise MailingNotFoundError(detail=mailing_id)
    return _view(row, _counts(session, [row.id]).get(row.id, {}))


def mailings_of(session: Session, campaign_id: str) -> list[MailingView]:
    """Return the latest mailings of a campaign, newest first."""
    rows = session.scalars(
        select(Mailing)
        .where(Mailing.campaign_id == campaign_id)
        .order_by(Mailing.asked_at.desc(), Mailing.id)
        .limit(MOST_LISTED)
    ).all()
    counts = _counts(session, [row.id for row in rows])
    return [_view(row, counts.get(row.id, {})) for row in rows]


def find_submission(session: Session, submission: str) -> str | None:
    """Return the mailing that the form with this token began, if it did."""
    return session.scalar(select(Mailing.id).where(Mailing.submission == submission))


def unfinished(session: Session) -> list[str]:
    """Return the mailings of which something remains to be done, oldest first."""
    wanted = select(Mailing.id).where(Mailing.finished_at.is_(None)).order_by(Mailing.asked_at)
    return list(session.scalars(wanted))


def recipients_of(
    session: Session, mailing_id: str, offset: int = 0, limit: int | None = None
) -> list[RecipientView]:
    """Return addressees of a mailing: those of failed letters first, then in their order."""
    is_well = MailingRecipient.state != LetterState.FAILED
    rows = session.scalars(
        select(MailingRecipient)
        .where(MailingRecipient.mailing_id == mailing_id)
        .order_by(is_well, MailingRecipient.position)
        .offset(offset)
        .limit(limit)
    ).all()
    papers = find_documents(session, [row.document_id for row in rows if row.document_id])
    return [
        RecipientView(
            position=row.position,
            name=row.name,
            unit=row.unit,
            donor_id=row.donor_id or "",
            state=row.state,
            problem=row.problem,
            document=papers.get(row.document_id or ""),
        )
        for row in rows
    ]


def donors_of_campaign(session: Session, campaign_id: str, limit: int) -> list[str]:
    """Return who gave something within a campaign, in the order of their first gift."""
    return list(
        session.scalars(
            select(Donation.donor_id)
            .where(Donation.campaign_id == campaign_id)
            .group_by(Donation.donor_id)
            .order_by(func.min(Donation.logged_at), Donation.donor_id)
            .limit(limit)
        )
    )


def _counts(session: Session, mailing_ids: Iterable[str]) -> dict[str, Mapping[LetterState, int]]:
    counted = session.execute(
        select(MailingRecipient.mailing_id, MailingRecipient.state, func.count())
        .where(MailingRecipient.mailing_id.in_(list(mailing_ids)))
        .group_by(MailingRecipient.mailing_id, MailingRecipient.state)
    )
    found: dict[str, dict[LetterState, int]] = {}
    for mailing_id, state, count in counted:
        found.setdefault(mailing_id, {})[state] = count
    return dict(found)


def _view(row: Mailing, counts: Mapping[LetterState, int]) -> MailingView:
    return MailingView(
        id=row.id,
        campaign_id=row.campaign_id,
        total_count=row.total_count,
        asked_at=row.asked_at,
        asked_by=row.asked_by_name,
        finished_at=row.finished_at,
        pdf_sha256=row.pdf_sha256,
        zip_sha256=row.zip_sha256,
        counts=counts,
    )
