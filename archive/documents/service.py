"""Issuing papers: numbered without a gap, written once, the same bytes for ever."""

import datetime as dt
import io
from dataclasses import dataclass
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
from archive.kernel.numbers import last_number, next_number

RECEIPT_TEMPLATE = "documents/receipt.html"
_FULL_SHEET_FROM = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """What a receipt will be, if nobody is faster."""

    identifier: str
    receipt: Receipt
    imprint: Imprint


@dataclass(frozen=True, slots=True)
class Draft:
    """A receipt set in advance, so that nobody waits for it while the numbers are held."""

    plan: Plan
    paper: bytes


def plan_receipt(
    session: Session, house: House, receipt: Receipt, subject: Subject, note: str = ""
) -> Plan | None:
    """Return what :func:`issue_receipt` would issue now; None if it would give an old paper."""
    latest = latest_state(session, subject)
    if latest is not None and latest[1] == receipt.state_sha256 and not note:
        return None
    identifier = new_id()
    number = last_number(session, _series(session)) + 1
    imprint = _imprint(session, house, identifier, number, _note(note, latest))
    return Plan(identifier, receipt, imprint)


def set_receipt(plan: Plan) -> Draft:
    """Set what is planned. This takes seconds and needs no session."""
    return Draft(plan, _set(plan.receipt, plan.imprint))


def issue_receipt(
    session: Session,
    house: House,
    receipt: Receipt,
    subject: Subject,
    note: str = "",
    draft: Draft | None = None,
) -> tuple[DocumentView, bool]:
    """Return the receipt of what ``receipt`` says, and whether it was issued just now.

    As long as nothing it says has changed, the paper that was issued is given again; ``note``, the
    reason for another one, always makes a new paper with a new number that names the old. A
    ``draft`` is used if it says all that this paper must say; else it is set again here.
    """
    latest = latest_state(session, subject)
    if latest is not None and latest[1] == receipt.state_sha256 and not note:
        return latest[0], False
    row = _issue(session, house, receipt, _note(note, latest), draft)
    row.subject_kind, row.subject_id = subject.kind, subject.id
    session.add(row)
    session.flush()
    return document_view(row), True


def _issue(
    session: Session, house: House, receipt: Receipt, note: str, draft: Draft | None
) -> IssuedDocument:
    identifier = draft.plan.identifier if draft else new_id()
    number = next_number(session, _series(session))
    plan = Plan(identifier, receipt, _imprint(session, house, identifier, number, note))
    paper = draft.paper if draft and draft.plan == plan else _set(receipt, plan.imprint)
    blob = house.documents.put(io.BytesIO(paper))
    return IssuedDocument(
        id=identifier,
        kind=DocumentKind.RECEIPT,
        number=plan.imprint.number,
        state_sha256=receipt.state_sha256,
        note=note,
        sha256=blob.sha256,
        size_bytes=blob.size_bytes,
        issued_at=journal.now(session),
        issued_by=journal.current_actor(session).id,
    )


def _imprint(session: Session, house: House, identifier: str, number: int, note: str) -> Imprint:
    issued_on = journal.today(session)
    return Imprint(
        number=format_number(issued_on, number),
        issued_on=issued_on,
        issued_by=journal.current_actor(session).name,
        check_url=f"{house.settings.base_url}/documents/{identifier}",
        note=note,
    )


def _note(note: str, latest: tuple[DocumentView, str] | None) -> str:
    replaced = f"替代 {latest[0].number}" if latest else ""
    return "；".join(part for part in (note, replaced) if part)


def _set(receipt: Receipt, imprint: Imprint) -> bytes:
    # Signatures that stand alone on a second page sign nothing: then a larger sheet.
    larger = {"is_full_sheet": True}
    return set_paper(RECEIPT_TEMPLATE, larger, **receipt_context(receipt, imprint))


def _series(session: Session) -> str:
    return f"receipts-{journal.today(session).year}"


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
