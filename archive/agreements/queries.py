"""Questions about agreements."""

from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.agreements.errors import AgreementNotFoundError
from archive.agreements.models import Agreement
from archive.agreements.schemas import AgreementState, AgreementView, Terms


def agreement_view(row: Agreement) -> AgreementView:
    """Return the view of a row of ``agreements``."""
    return AgreementView(
        id=row.id,
        donation_id=row.donation_id,
        version=row.version,
        state=row.state,
        terms=Terms(**{field.name: getattr(row, field.name) for field in fields(Terms)}),
        signed_on=row.signed_on,
        signed_by=row.signed_by,
        scan_sha256=row.scan_sha256,
        scan_type=row.scan_type,
        created_at=row.created_at,
    )


def agreements_of(session: Session, donation_id: str) -> list[AgreementView]:
    """Return every version of a donation's agreement, newest first."""
    rows = session.scalars(
        select(Agreement)
        .where(Agreement.donation_id == donation_id)
        .order_by(Agreement.version.desc())
    )
    return [agreement_view(row) for row in rows]


def find_agreement(session: Session, donation_id: str, agreement_id: str) -> AgreementView:
    """Return a version of this donation's agreement; :class:`AgreementNotFoundError` if none."""
    row = session.get(Agreement, agreement_id)
    if row is None or row.donation_id != donation_id:
        raise AgreementNotFoundError(detail=f"{agreement_id} of {donation_id}")
    return agreement_view(row)


def find_version(session: Session, agreement_id: str) -> AgreementView:
    """Return a version by its identifier; :class:`AgreementNotFoundError` if there is none."""
    row = session.get(Agreement, agreement_id)
    if row is None:
        raise AgreementNotFoundError(detail=agreement_id)
    return agreement_view(row)


def agreement_in_force(session: Session, donation_id: str) -> AgreementView | None:
    """Return the signed version that no later one has replaced, if there is one."""
    row = session.scalar(
        select(Agreement).where(
            Agreement.donation_id == donation_id, Agreement.state == AgreementState.SIGNED
        )
    )
    return None if row is None else agreement_view(row)
