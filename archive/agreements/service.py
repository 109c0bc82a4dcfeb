"""What may be done with agreements: a signed one never changes, a later version replaces it."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from archive.agreements.errors import (
    AgreementNotFoundError,
    AgreementSignedError,
    CreditTextMissingError,
    ScanKeptError,
    SignedInFutureError,
    SignerMissingError,
)
from archive.agreements.models import Agreement
from archive.agreements.queries import agreement_in_force, agreement_view
from archive.agreements.schemas import AgreementState, AgreementView, Attribution, Terms
from archive.catalogue.queries import find_title
from archive.catalogue.service import change_title
from archive.donations.credits import titles_brought
from archive.donations.moves import hold_donation, move
from archive.donations.states.events import Event
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.rights.ceiling import Limit, is_wider, widest_level
from archive.rights.models import TitleLimit


def draft_agreement(session: Session, donation_id: str, terms: Terms) -> AgreementView:
    """Write down the terms as a draft: the one that is open, or else a new version.

    Raises:
        CreditTextMissingError: the donor is to be named in words that are missing.
    """
    hold_donation(session, donation_id)
    if terms.attribution is Attribution.AS_WORDED and not terms.credit_text.strip():
        raise CreditTextMissingError(field="credit_text")
    row = session.scalar(
        select(Agreement).where(
            Agreement.donation_id == donation_id, Agreement.state == AgreementState.DRAFT
        )
    )
    action, before = "changed", {}
    if row is None:
        last = select(func.max(Agreement.version)).where(Agreement.donation_id == donation_id)
        row = Agreement(
            donation_id=donation_id,
            version=(session.scalar(last) or 0) + 1,
            created_at=journal.now(session),
            created_by=journal.current_actor(session).id,
        )
        session.add(row)
        action = "drafted"
    else:
        before = _as_json(agreement_view(row).terms)
    for name, value in dataclasses.asdict(terms).items():
        setattr(row, name, value)
    session.flush()
    if before != _as_json(terms):
        _record(session, row, action, before, _as_json(terms))
    return agreement_view(row)


def sign_agreement(
    session: Session, agreement_id: str, signed_on: dt.date, signed_by: str
) -> AgreementView:
    """Put a draft in force: earlier versions end, the donation moves on, limits follow.

    Raises:
        AgreementSignedError: it is signed already.
        InvalidInputError: day or signer cannot be used.
        MoveRefusedError: the donation is not at a stage where anything can be agreed.
    """
    row = _held(session, agreement_id)
    if row.state is not AgreementState.DRAFT:
        raise AgreementSignedError(version=row.version)
    if signed_on > journal.today(session):
        raise SignedInFutureError(field="signed_on")
    if not signed_by.strip():
        raise SignerMissingError(field="signed_by")
    session.execute(
        update(Agreement)
        .where(Agreement.donation_id == row.donation_id, Agreement.state == AgreementState.SIGNED)
        .values(state=AgreementState.SUPERSEDED)
    )
    row.state, row.signed_on, row.signed_by = AgreementState.SIGNED, signed_on, signed_by.strip()
    session.flush()
    after = {"signed_on": signed_on.isoformat(), "signed_by": row.signed_by}
    _record(session, row, "signed", {}, after)
    move(session, row.donation_id, Event.AGREE, moved_on=signed_on, is_confirmed=True)
    _replace_limits(session, row)
    return agreement_view(row)


def attach_scan(session: Session, agreement_id: str, sha256: str, media_type: str) -> AgreementView:
    """Tie the scan of the signed paper, kept in the store of documents, to a version.

    Raises:
        ScanKeptError: a signed version has its scan already.
    """
    row = _held(session, agreement_id)
    if row.scan_sha256 == sha256:
        return agreement_view(row)
    if row.scan_sha256 and row.state is not AgreementState.DRAFT:
        raise ScanKeptError(version=row.version)
    before = {"scan_sha256": row.scan_sha256}
    row.scan_sha256, row.scan_type = sha256, media_type
    session.flush()
    _record(session, row, "scanned", before, {"scan_sha256": sha256, "scan_type": media_type})
    return agreement_view(row)


def copy_limits(session: Session, donation_id: str, title_ids: Iterable[str]) -> int:
    """Keep what the agreement in force allows with each of these new titles; return how many."""
    agreement = agreement_in_force(session, donation_id)
    wanted = sorted(set(title_ids))
    if agreement is None or not wanted:
        return 0
    for title_id in wanted:
        session.add(_limit(session, agreement, title_id))
    session.flush()
    journal.record(
        session,
        "agreements.limits.kept",
        subject=Subject("donation", donation_id),
        also=[Subject("title", title_id) for title_id in wanted],
        after={"version": agreement.version, "count": len(wanted), "agreement": agreement.id},
    )
    return len(wanted)


def _replace_limits(session: Session, row: Agreement) -> None:
    """End the limits of earlier versions and keep the new ones, narrowing what is open too wide."""
    versions = select(Agreement.id).where(Agreement.donation_id == row.donation_id)
    standing = TitleLimit.agreement_id.in_(versions) & TitleLimit.ended_at.is_(None)
    titles = set(session.scalars(select(TitleLimit.title_id).where(standing)))
    session.execute(update(TitleLimit).where(standing).values(ended_at=journal.now(session)))
    titles |= set(titles_brought(session, row.donation_id))
    copy_limits(session, row.donation_id, titles)
    for title_id in sorted(titles):
        _narrow(session, title_id, row)


def _narrow(session: Session, title_id: str, row: Agreement) -> None:
    title = find_title(session, title_id)
    limit = Limit(row.network_scope, row.restricted_until)
    widest = widest_level([limit], journal.today(session))
    fields = title.fields()
    if is_wider(fields.access_level, widest):
        why = f"捐赠协议第 {row.version} 版"
        narrowed = dataclasses.replace(fields, access_level=widest, access_reason=why)
        change_title(session, title_id, title.revision, narrowed)


def _limit(session: Session, agreement: AgreementView, title_id: str) -> TitleLimit:
    terms = agreement.terms
    return TitleLimit(
        title_id=title_id,
        agreement_id=agreement.id,
        network_scope=terms.network_scope,
        may_reproduce=terms.may_reproduce,
        restricted_until=terms.restricted_until,
        attribution=terms.attribution,
        credit_text=terms.credit_text,
        since=journal.now(session),
    )


def _held(session: Session, agreement_id: str) -> Agreement:
    row = session.get(Agreement, agreement_id)
    if row is None:
        raise AgreementNotFoundError(detail=agreement_id)
    hold_donation(session, row.donation_id)
    session.refresh(row)
    return row


def _as_json(terms: Terms) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in dataclasses.asdict(terms).items()
    }


def _record(
    session: Session,
    row: Agreement,
    what: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> None:
    journal.record(
        session,
        f"agreements.agreement.{what}",
        subject=Subject("agreement", row.id),
        also=[Subject("donation", row.donation_id)],
        before=dict(before),
        after=dict(after) | {"version": row.version},
    )
