"""What is asked of merged records: what would go over, and what did."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from archive.accounts.queries import names_of
from archive.agreements.models import Agreement
from archive.donations.models import Donation, DonationLine
from archive.donor_files.completing import completed, contact_completed, filled_ways
from archive.donor_files.errors import MergeNotFoundError
from archive.donor_files.models import DonorMerge, DonorMergePart
from archive.donors.queries import find_contact, find_donor, find_donors
from archive.donors.schemas import DonorView
from archive.leads.models import Lead


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do: what goes over to the kept record, and what becomes of that.

    ``changed`` names the fields of the kept record that are completed, ``filled`` the ways to
    reach the donor; ``loses_consent`` says that only the merged record holds a consent to be
    named on the roll, which is taken over from nobody.
    """

    kept: DonorView
    merged: DonorView
    donation_count: int
    line_count: int
    volume_count: int
    agreement_count: int
    lead_count: int
    changed: dict[str, list[object]]
    filled: list[str]
    loses_consent: bool


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A record that was merged into a donor's, and may be parted from it again."""

    id: str
    donor: DonorView
    merged_at: dt.datetime
    merged_by: str
    why: str
    donation_count: int


def preview_merge(session: Session, kept_id: str, merged_id: str) -> MergePreview:
    """Say what :func:`merge_donors` would do."""
    kept, merged = find_donor(session, kept_id), find_donor(session, merged_id)
    contact = find_contact(session, kept_id)
    both = contact_completed(contact, find_contact(session, merged_id))
    gifts = select(Donation.id).where(Donation.donor_id == merged_id)
    lines = select(func.count(), func.coalesce(func.sum(DonationLine.volume_count), 0))
    line_count, volume_count = session.execute(
        lines.select_from(DonationLine).where(DonationLine.donation_id.in_(gifts))
    ).one()
    agreements = select(Agreement.id).where(Agreement.donation_id.in_(gifts))
    names = ("unit", "credit_name", "is_anonymous")
    was, other = ({name: getattr(each, name) for name in names} for each in (kept, merged))
    return MergePreview(
        kept=kept,
        merged=merged,
        donation_count=_count(session, gifts),
        line_count=line_count,
        volume_count=int(volume_count),
        agreement_count=_count(session, agreements),
        lead_count=_count(session, select(Lead.id).where(Lead.donor_id == merged_id)),
        changed=dict(completed(was, other)),
        filled=filled_ways(contact, both),
        loses_consent=merged.on_roll and not kept.on_roll,
    )


def _count(session: Session, wanted: Select[str]) -> int:
    return session.scalar(select(func.count()).select_from(wanted.subquery())) or 0


def merges_into(session: Session, donor_id: str) -> list[MergeRow]:
    """Return what was merged into a donor's record and stands so, the last first."""
    rows = session.scalars(
        select(DonorMerge)
        .where(DonorMerge.kept_id == donor_id, DonorMerge.split_at.is_(None))
        .order_by(DonorMerge.merged_at.desc(), DonorMerge.id)
    ).all()
    if not rows:
        return []
    gone = select(DonorMergePart.merge_id, func.count()).where(
        DonorMergePart.merge_id.in_([row.id for row in rows]), DonorMergePart.kind == "donation"
    )
    counts = dict(session.execute(gone.group_by(DonorMergePart.merge_id)).all())
    donors = find_donors(session, [row.merged_id for row in rows])
    names = names_of(session, {row.merged_by for row in rows})
    return [
        MergeRow(
            id=row.id,
            donor=donors[row.merged_id],
            merged_at=row.merged_at,
            merged_by=names.get(row.merged_by, ""),
            why=row.why,
            donation_count=counts.get(row.id, 0),
        )
        for row in rows
    ]


def kept_of(session: Session, merge_id: str) -> str:
    """Return into whose record something was merged; :class:`MergeNotFoundError` if nothing."""
    kept_id = session.scalar(select(DonorMerge.kept_id).where(DonorMerge.id == merge_id))
    if kept_id is None:
        raise MergeNotFoundError(detail=merge_id)
    return kept_id


def merged_by(session: Session, day: dt.date) -> dict[str, str]:
    """Return for each record that was a part of another on the evening of a day that other one."""
    rows = session.execute(
        select(DonorMerge.merged_id, DonorMerge.kept_id).where(
            DonorMerge.merged_on <= day,
            or_(DonorMerge.split_on.is_(None), DonorMerge.split_on > day),
        )
    )
    into: dict[str, str] = dict(rows.all())
    found = {}
    for merged_id, kept_id in into.items():
        found[merged_id] = kept_id
        while found[merged_id] in into:
            found[merged_id] = into[found[merged_id]]
    return found
