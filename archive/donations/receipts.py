"""The receipt that a donor takes home."""

from sqlalchemy.orm import Session

from archive.documents import service as papers
from archive.documents.errors import ReissueReasonMissingError
from archive.documents.queries import documents_about, find_document
from archive.documents.schemas import DocumentKind, DocumentView, Paper
from archive.documents.service import Draft
from archive.donations.errors import DonationNotFoundError, NothingReceivedError
from archive.donations.moves import hold_donation
from archive.donations.paper_values import donor_values, gift_values, shown_name, things_brought
from archive.donations.queries import find_donation
from archive.donations.schemas import DonationView
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.journal import Actor, Subject
from archive.paper_templates.queries import current_template


def receipt_of(session: Session, donation: DonationView) -> Paper:
    """Return what a receipt says of a donation as it stands now: what was brought, of each line.

    Raises:
        NothingReceivedError: nothing has been brought yet.
    """
    if not donation.lines:
        raise NothingReceivedError
    template = current_template(session, DocumentKind.RECEIPT)
    donor = donation.donor
    return Paper(
        kind=DocumentKind.RECEIPT,
        template=template.text,
        values=gift_values(donation, donation.lines, things_brought)
        | donor_values(donor, shown_name(donor)),
        things=(Subject("donation", donation.id), Subject("donor", donor.id)),
        template_version=template.version,
    )


def draft_receipt(house: House, actor: Actor, donation_id: str, note: str = "") -> Draft | None:
    """Set the receipt that ``actor`` is about to issue, before the transaction that issues it.

    While a paper is being set nobody must wait for the database; None if there is nothing to set.
    """
    with house.database.read() as session:
        journal.act_as(session, actor, house.clock)
        receipt = receipt_of(session, find_donation(session, donation_id))
        plan = papers.plan_paper(session, house, receipt, note.strip())
    return papers.set_paper(plan) if plan else None


def issue_receipt(
    session: Session, house: House, donation_id: str, note: str = "", draft: Draft | None = None
) -> DocumentView:
    """Return the receipt of a donation as it stands, issuing one if there is none yet.

    A ``note`` says why another paper is wanted although nothing changed, and always makes one.
    """
    hold_donation(session, donation_id)
    donation = find_donation(session, donation_id)
    receipt = receipt_of(session, donation)
    document, is_new = papers.issue_paper(session, house, receipt, note.strip(), draft)
    if is_new:
        journal.record(
            session,
            "donations.donation.receipted",
            subject=Subject("donation", donation_id),
            also=[Subject("donor", donation.donor.id)],
            after={"number": document.number, "document": document.id},
            why=document.note,
        )
    return document


def reissue_receipt(
    session: Session, house: House, donation_id: str, note: str, draft: Draft | None = None
) -> DocumentView:
    """Issue another receipt in place of the last one.

    Raises:
        ReissueReasonMissingError: ``note`` does not say why.
    """
    if not note.strip():
        raise ReissueReasonMissingError(field="note")
    return issue_receipt(session, house, donation_id, note, draft)


def receipts_of(session: Session, donation_id: str) -> list[DocumentView]:
    """Return the receipts issued for a donation, newest first."""
    return documents_about(session, Subject("donation", donation_id), DocumentKind.RECEIPT)


def find_receipt(session: Session, donation_id: str, document_id: str) -> DocumentView:
    """Return a receipt of this donation and of no other."""
    document = find_document(session, document_id)
    if document.id not in {receipt.id for receipt in receipts_of(session, donation_id)}:
        raise DonationNotFoundError(detail=f"{document_id} is not of {donation_id}")
    return document
