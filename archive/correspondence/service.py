"""Issuing a paper about a gift: set outside the transaction, numbered and journalled inside it."""

from sqlalchemy.orm import Session

from archive.correspondence.errors import PaperKindUnknownError
from archive.correspondence.said import LISTED, paper_about
from archive.documents import queries
from archive.documents import service as papers
from archive.documents.errors import DocumentNotFoundError
from archive.documents.kinds import KINDS, DocumentKind
from archive.documents.schemas import DocumentView
from archive.documents.service import Draft
from archive.donations import receipts
from archive.donations.moves import case_of, hold_donation, move
from archive.donations.queries import find_donation
from archive.donations.states.events import Event
from archive.donations.states.machine import may
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.journal import Actor, Subject


def draft_paper(
    house: House,
    actor: Actor,
    kind: DocumentKind,
    donation_id: str,
    remark: str = "",
    note: str = "",
) -> Draft | None:
    """Set the paper that is about to be issued; None if there is nothing to set."""
    with house.database.read() as session:
        journal.act_as(session, actor, house.clock)
        paper = paper_about(session, kind, find_donation(session, donation_id), remark)
        plan = papers.plan_paper(session, house, paper, note.strip())
    return papers.set_paper(plan) if plan else None


def issue_paper(  # noqa: PLR0913 - what is issued about which gift, and why
    session: Session,
    house: House,
    kind: DocumentKind,
    donation_id: str,
    remark: str = "",
    note: str = "",
    *,
    draft: Draft | None = None,
) -> DocumentView:
    """Return the paper of ``kind`` about a gift as it stands, issuing one if it says anything new.

    A ``note`` says why another paper is wanted although nothing changed, and always makes one.
    """
    if kind is DocumentKind.RECEIPT:
        return receipts.issue_receipt(session, house, donation_id, note, draft)
    hold_donation(session, donation_id)
    donation = find_donation(session, donation_id)
    paper = paper_about(session, kind, donation, remark)
    document, is_new = papers.issue_paper(session, house, paper, note.strip(), draft)
    if is_new:
        journal.record(
            session,
            "correspondence.paper.issued",
            subject=Subject("donation", donation_id),
            also=[Subject("donor", donation.donor.id)],
            after={
                "number": document.number,
                "document": document.id,
                "verdict": KINDS[kind].name,
            },
            why=document.note,
        )
    return document


def can_thank(session: Session, donation_id: str) -> bool:
    """Whether it may be entered now that the donor was thanked."""
    case = case_of(session, donation_id)
    return Event.THANK not in case.done and may(case, Event.THANK).is_yes


def issue_now(  # noqa: PLR0913 - what is issued about which gift, and what with it
    house: House,
    actor: Actor,
    kind: DocumentKind,
    donation_id: str,
    remark: str = "",
    note: str = "",
    *,
    with_thanks: bool = False,
) -> DocumentView:
    """Set a paper, then issue it in a transaction of its own: nobody waits while it is set.

    With a letter of thanks it is entered in the same act, ``with_thanks``, that the donor was
    thanked, if that may be entered now.
    """
    draft = draft_paper(house, actor, kind, donation_id, remark, note)
    with house.database.write() as session:
        journal.act_as(session, actor, house.clock)
        paper = issue_paper(session, house, kind, donation_id, remark, note, draft=draft)
        if with_thanks and kind is DocumentKind.THANKS and can_thank(session, donation_id):
            move(session, donation_id, Event.THANK)
        return paper


def kind_named(name: str) -> DocumentKind:
    """Return a kind of paper about a gift by its name; :class:`PaperKindUnknownError` if none."""
    if name not in {kind.value for kind in LISTED}:
        raise PaperKindUnknownError(detail=name)
    return DocumentKind(name)


def find_paper(session: Session, donation_id: str, document_id: str) -> DocumentView:
    """Return a paper about this gift; :class:`DocumentNotFoundError` if there is no such one."""
    document = queries.find_document(session, document_id)
    if Subject("donation", donation_id) not in queries.things_of(session, document.id):
        raise DocumentNotFoundError(number=document_id)
    return document
