"""Issuing papers: numbered without a gap, written once, the same bytes for ever."""

import datetime as dt
import io
from typing import Any

from sqlalchemy.orm import Session

from archive.documents.models import DocumentKind, IssuedDocument
from archive.documents.pdf import set_paper
from archive.documents.qr import draw_qr
from archive.documents.queries import document_view, latest_state
from archive.documents.schemas import DocumentView, Imprint, Receipt
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Subject
from archive.kernel.numbers import next_number
from archive.web.formats import LOCAL_ZONE

RECEIPT_TEMPLATE = "documents/receipt.html"
_FULL_SHEET_FROM = 8


def issue_receipt(
    session: Session, house: House, receipt: Receipt, subject: Subject, note: str = ""
) -> tuple[DocumentView, bool]:
    """Return the receipt of what ``receipt`` says, and whether it was issued just now.

    As long as nothing it says has changed, the paper that was issued is given again; ``note``, the
    reason for another one, always makes a new paper with a new number that names the old.
    """
    latest = latest_state(session, subject)
    if latest is not None and latest[1] == receipt.state_sha256 and not note:
        return latest[0], False
    replaced = f"替代 {latest[0].number}" if latest else ""
    row = _issue(session, house, receipt, "；".join(part for part in (note, replaced) if part))
    row.subject_kind, row.subject_id = subject.kind, subject.id
    session.add(row)
    session.flush()
    return document_view(row), True


def _issue(session: Session, house: House, receipt: Receipt, note: str) -> IssuedDocument:
    now, identifier = journal.now(session), new_id()
    issued_on = now.astimezone(LOCAL_ZONE).date()
    actor = journal.current_actor(session)
    imprint = Imprint(
        number=format_number(issued_on, next_number(session, f"receipts-{issued_on.year}")),
        issued_on=issued_on,
        issued_by=actor.name,
        check_url=f"{house.settings.base_url}/documents/{identifier}",
        note=note,
    )
    paper = set_paper(RECEIPT_TEMPLATE, **receipt_context(receipt, imprint))
    blob = house.documents.put(io.BytesIO(paper))
    return IssuedDocument(
        id=identifier,
        kind=DocumentKind.RECEIPT,
        number=imprint.number,
        state_sha256=receipt.state_sha256,
        note=note,
        sha256=blob.sha256,
        size_bytes=blob.size_bytes,
        issued_at=now,
        issued_by=actor.id,
    )


def format_number(day: dt.date, number: int) -> str:
    """Return the printed number of a receipt, e.g. 收字〔2026〕第0001号."""
    return f"收字〔{day.year}〕第{number:04}号"


def receipt_context(receipt: Receipt, imprint: Imprint | None) -> dict[str, Any]:
    """Return what the template of a receipt needs; without an ``imprint`` it is a preview."""
    return {
        "receipt": receipt,
        "imprint": imprint,
        "is_full_sheet": len(receipt.lines) >= _FULL_SHEET_FROM,
        "qr": draw_qr(imprint.check_url) if imprint else None,
    }
