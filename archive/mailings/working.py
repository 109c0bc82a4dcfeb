"""Writing the letters of a mailing, one by one: each is one transaction, set before it begins.

A worker that dies leaves the letters it issued and no half of one; whoever comes next goes on with
those that still wait. A letter that fails is told, and its number goes to the next.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.correspondence.issuing import write_issued
from archive.correspondence.letters import KIND, Addressee, written_letter
from archive.documents import service as papers
from archive.documents.queries import find_document
from archive.documents.schemas import Paper
from archive.donors.queries import find_donor
from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.kernel.errors import AppError
from archive.kernel.house import House
from archive.kernel.journal import Actor, Subject
from archive.mailings.errors import AddresseeGoneError, AddresseeUnnamedError
from archive.mailings.files import write_files
from archive.mailings.models import LetterState, Mailing, MailingRecipient
from archive.mailings.queries import find_mailing
from archive.paper_templates.queries import template_version

LONGEST_NAME = 200


def work_on(house: House, mailing_id: str) -> None:
    """Do what is left of a mailing: its letters, then the files of them all."""
    while do_letter(house, mailing_id):
        pass
    finish(house, mailing_id)


def do_letter(house: House, mailing_id: str) -> bool:
    """Write the next letter that waits; return whether there was one."""
    with house.database.read() as session:
        waiting = _next(session, mailing_id)
        if waiting is None:
            return False
        position = waiting.position
    try:
        _issue(house, mailing_id, position)
    except AppError as error:
        _tell(house, mailing_id, position, error)
    return True


def finish(house: House, mailing_id: str) -> None:
    """Put the letters of a mailing into one file and into one of files, and close it."""
    with house.database.read() as session:
        mailing = session.get(Mailing, mailing_id)
        if mailing is None or mailing.finished_at is not None or _next(session, mailing_id):
            return
        written = session.execute(
            select(MailingRecipient.name, MailingRecipient.document_id)
            .where(
                MailingRecipient.mailing_id == mailing_id,
                MailingRecipient.document_id.is_not(None),
            )
            .order_by(MailingRecipient.position)
        ).all()
        letters = [(name, find_document(session, key or "")) for name, key in written]
    together, apart = write_files(house, letters)
    _close(house, mailing_id, together, apart)


def letter_of(session: Session, mailing: Mailing, row: MailingRecipient) -> Paper:
    """Return the letter to an addressee of a mailing.

    Raises:
        AddresseeGoneError: the donor was merged with another since.
        AddresseeUnnamedError: no letter could name him.
    """
    if max(len(row.name), len(row.unit)) > LONGEST_NAME:
        raise AddresseeUnnamedError(most=LONGEST_NAME)
    template = template_version(session, KIND, mailing.template_version)
    addressee = Addressee(row.name, row.unit, row.donor_id or "")
    return written_letter(template, mailing.campaign_id, addressee, mailing.said)


def _next(session: Session, mailing_id: str) -> MailingRecipient | None:
    return session.scalar(
        select(MailingRecipient)
        .where(
            MailingRecipient.mailing_id == mailing_id,
            MailingRecipient.state == LetterState.WAITING,
        )
        .order_by(MailingRecipient.position)
        .limit(1)
    )


def _issue(house: House, mailing_id: str, position: int) -> None:
    with house.database.read() as session:
        mailing = session.get_one(Mailing, mailing_id)
        actor = Actor(mailing.asked_by, mailing.asked_by_name)
        journal.act_as(session, actor, house.clock)
        row = session.get_one(MailingRecipient, (mailing_id, position))
        if row.donor_id and find_donor(session, row.donor_id).merged_into_id:
            raise AddresseeGoneError(name=row.name)
        plan = papers.plan_paper(session, house, letter_of(session, mailing, row))
    draft = papers.set_paper(plan) if plan else None
    with house.database.write() as session:
        journal.act_as(session, actor, house.clock)
        take_turn(session)
        row = session.get_one(
            MailingRecipient, (mailing_id, position), with_for_update=True, populate_existing=True
        )
        if row.state is not LetterState.WAITING:
            return  # another worker was faster
        paper = letter_of(session, session.get_one(Mailing, mailing_id), row)
        # The campaign's history tells of the mailing, not of each of its letters.
        told_of = [thing for thing in paper.things if thing.kind != "campaign"]
        mailed = [*told_of, Subject("mailing", mailing_id)]
        document, is_new = write_issued(session, house, paper, draft=draft, told_of=mailed)
        row.state = LetterState.ISSUED if is_new else LetterState.KEPT
        row.document_id, row.problem = document.id, ""


def _tell(house: House, mailing_id: str, position: int, error: AppError) -> None:
    with house.database.write() as session:
        row = session.get_one(MailingRecipient, (mailing_id, position), with_for_update=True)
        if row.state is LetterState.WAITING:
            row.state, row.problem = LetterState.FAILED, error.message[:500]


def _close(house: House, mailing_id: str, together: str, apart: str) -> None:
    with house.database.write() as session:
        row = session.get_one(Mailing, mailing_id, with_for_update=True, populate_existing=True)
        if row.finished_at is not None:
            return
        journal.act_as(session, Actor(row.asked_by, row.asked_by_name), house.clock)
        row.pdf_sha256, row.zip_sha256 = together, apart
        row.finished_at = journal.now(session)
        session.flush()
        counts = find_mailing(session, mailing_id).counts
        journal.record(
            session,
            "mailings.mailing.finished",
            subject=Subject("campaign", row.campaign_id),
            also=[Subject("mailing", mailing_id)],
            after={state.value: counts.get(state, 0) for state in LetterState},
        )
