"""The receipt that a donor takes home."""

from sqlalchemy.orm import Session

from archive.documents import service as papers
from archive.documents.errors import ReissueReasonMissingError
from archive.documents.queries import documents_about, find_document
from archive.documents.schemas import DocumentView, Receipt, ReceiptLine
from archive.documents.service import Draft
from archive.donations.errors import DonationNotFoundError
from archive.donations.queries import find_donation
from archive.donations.schemas import DonationView, LineView
from archive.donations.service import hold_donation
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.journal import Actor, Subject


def receipt_of(donation: DonationView, library_name: str) -> Receipt:
    """Return what a receipt says of a donation as it stands now."""
    donor = donation.donor
    return Receipt(
        library_name=library_name,
        donation_number=donation.number,
        donor_name="" if donor.is_anonymous else donor.name,
        received_on=donation.received_on,
        lines=tuple(_receipt_line(line) for line in donation.lines),
    )


def _receipt_line(line: LineView) -> ReceiptLine:
    return ReceiptLine(
        sequence=line.sequence,
        title=line.title,
        author=line.author,
        date_text=line.date_text,
        volume_count=line.volume_count,
        verdict=line.decision,
        reason=line.decision_reason,
    )


def draft_receipt(house: House, actor: Actor, donation_id: str, note: str = "") -> Draft | None:
    """Set the receipt that ``actor`` is about to issue, before the transaction that issues it.

    While a paper is being set nobody must wait for the database; None if there is nothing to set.
    """
    with house.database.read() as session:
        journal.act_as(session, actor, house.clock)
        receipt = receipt_of(find_donation(session, donation_id), house.settings.library_name)
        subject = Subject("donation", donation_id)
        plan = papers.plan_receipt(session, house, receipt, subject, note.strip())
    return papers.set_receipt(plan) if plan else None


def issue_receipt(
    session: Session, house: House, donation_id: str, note: str = "", draft: Draft | None = None
) -> DocumentView:
    """Return the receipt of a donation as it stands, issuing one if there is none yet.

    A ``note`` says why another paper is wanted although nothing changed, and always makes one.
    """
    hold_donation(session, donation_id)
    donation = find_donation(session, donation_id)
    subject = Subject("donation", donation_id)
    receipt = receipt_of(donation, house.settings.library_name)
    document, is_new = papers.issue_receipt(session, house, receipt, subject, note.strip(), draft)
    if is_new:
        journal.record(
            session,
            "donations.donation.receipted",
            subject=subject,
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
    return documents_about(session, Subject("donation", donation_id))


def find_receipt(session: Session, donation_id: str, document_id: str) -> DocumentView:
    """Return a receipt of this donation and of no other."""
    document = find_document(session, document_id)
    if document not in receipts_of(session, donation_id):
        raise DonationNotFoundError(detail=f"{document_id} is not of {donation_id}")
    return document
