"""Beginning a mailing, and letting its failed letters be tried again."""

from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from archive.campaigns.queries import find_campaign
from archive.correspondence.letters import KIND, Addressee
from archive.correspondence.said import campaign_values
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.mailings.errors import MailingBusyError, NobodyChosenError, TooManyChosenError
from archive.mailings.lists import unique
from archive.mailings.models import LetterState, Mailing, MailingRecipient
from archive.mailings.queries import find_mailing, find_submission
from archive.mailings.schemas import MailingView
from archive.paper_templates.queries import current_template

MOST_LETTERS = 500
_LONGEST = 500


def check_recipients(addressees: Sequence[Addressee]) -> list[Addressee]:
    """Return whom a mailing is for, each once.

    Raises:
        NobodyChosenError: nobody is.
        TooManyChosenError: there are more than ``MOST_LETTERS``.
    """
    wanted = unique(addressees)
    if not wanted:
        raise NobodyChosenError(field="pasted")
    if len(wanted) > MOST_LETTERS:
        raise TooManyChosenError(field="pasted", most=MOST_LETTERS, count=len(wanted))
    return wanted


def begin(
    session: Session,
    submission: str,
    campaign_id: str,
    addressees: Sequence[Addressee],
    remark: str = "",
) -> MailingView:
    """Write down a mailing, for a worker to do; the same ``submission`` gives the same mailing."""
    if (known := find_submission(session, submission)) is not None:
        return find_mailing(session, known)
    wanted, actor = check_recipients(addressees), journal.current_actor(session)
    said = {**campaign_values(find_campaign(session, campaign_id)), "附言": remark.strip()}
    row = Mailing(
        submission=submission,
        campaign_id=campaign_id,
        said=said,
        template_version=current_template(session, KIND).version,
        total_count=len(wanted),
        asked_at=journal.now(session),
        asked_by=actor.id,
        asked_by_name=actor.name,
    )
    session.add(row)
    session.flush()
    _enter(session, row.id, wanted)
    journal.record(
        session,
        "mailings.mailing.begun",
        subject=Subject("campaign", campaign_id),
        also=[Subject("mailing", row.id)],
        after={"mailing": row.id, "count": len(wanted)},
    )
    return find_mailing(session, row.id)


def _enter(session: Session, mailing_id: str, addressees: Sequence[Addressee]) -> None:
    session.add_all(
        MailingRecipient(
            mailing_id=mailing_id,
            position=position,
            name=one.name[:_LONGEST],
            unit=one.unit[:_LONGEST],
            donor_id=one.donor_id or None,
        )
        for position, one in enumerate(addressees, start=1)
    )
    session.flush()


def retry(session: Session, mailing_id: str) -> MailingView:
    """Let the failed letters of a mailing be tried again; those that were issued stay.

    Raises:
        MailingBusyError: a worker is still at it.
    """
    mailing = find_mailing(session, mailing_id)
    if mailing.is_busy:
        raise MailingBusyError
    session.execute(
        update(MailingRecipient)
        .where(
            MailingRecipient.mailing_id == mailing_id, MailingRecipient.state == LetterState.FAILED
        )
        .values(state=LetterState.WAITING, problem="")
    )
    session.get_one(Mailing, mailing_id).finished_at = None
    session.flush()
    return find_mailing(session, mailing_id)
