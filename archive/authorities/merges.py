"""What is asked of merged records: what a merge would do, and what became a part of what."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.accounts.queries import names_of as account_names
from archive.authorities.completing import completed
from archive.authorities.models import Authority, AuthorityLink, AuthorityMerge
from archive.authorities.queries import (
    find_authorities,
    find_authority,
    link_counts,
    names_of,
)
from archive.authorities.schemas import AuthorityView, NameView


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A record that was merged into another, and may be parted from it again."""

    id: str
    kept: AuthorityView
    merged: AuthorityView
    merged_at: dt.datetime
    merged_by: str
    why: str
    link_count: int


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do.

    ``changed`` names what of the kept record is completed, ``shared_count`` the titles that name
    both in one role and will name the one record once.
    """

    kept: AuthorityView
    merged: AuthorityView
    kept_names: list[NameView]
    merged_names: list[NameView]
    kept_count: int
    merged_count: int
    shared_count: int
    changed: dict[str, list[object]]


def merges_into(session: Session, standing_id: str) -> list[MergeRow]:
    """Return what became a part of a record, also by way of others, the last merged first."""
    rows = session.scalars(
        select(AuthorityMerge)
        .join(Authority, Authority.id == AuthorityMerge.merged_id)
        .where(Authority.standing_id == standing_id, AuthorityMerge.split_at.is_(None))
        .order_by(AuthorityMerge.merged_at.desc(), AuthorityMerge.id)
    ).all()
    ids = [row.merged_id for row in rows]
    known = find_authorities(session, [*ids, *(row.kept_id for row in rows)])
    counted = (
        select(AuthorityLink.authority_id, func.count())
        .where(AuthorityLink.authority_id.in_(ids))
        .group_by(AuthorityLink.authority_id)
    )
    counts = dict(session.execute(counted).all())
    people = account_names(session, {row.merged_by for row in rows})
    return [
        MergeRow(
            row.id,
            known[row.kept_id],
            known[row.merged_id],
            row.merged_at,
            people.get(row.merged_by, ""),
            row.why,
            counts.get(row.merged_id, 0),
        )
        for row in rows
    ]


def preview_merge(session: Session, kept_id: str, merged_id: str) -> MergePreview:
    """Say what merging the record ``merged_id`` into ``kept_id`` would do."""
    kept, merged = find_authority(session, kept_id), find_authority(session, merged_id)
    names = names_of(session, [kept_id, merged_id])
    counts = link_counts(session, [kept_id, merged_id])
    both = (
        select(AuthorityLink.title_id, AuthorityLink.role)
        .join(Authority, AuthorityLink.authority_id == Authority.id)
        .where(Authority.standing_id.in_([kept_id, merged_id]))
        .group_by(AuthorityLink.title_id, AuthorityLink.role)
        .having(func.count(Authority.standing_id.distinct()) > 1)
    )
    shared = select(func.count(both.subquery().c.title_id.distinct()))
    return MergePreview(
        kept=kept,
        merged=merged,
        kept_names=names[kept_id],
        merged_names=names[merged_id],
        kept_count=counts.get(kept_id, 0),
        merged_count=counts.get(merged_id, 0),
        shared_count=session.scalar(shared) or 0,
        changed=dict(completed(kept, merged)),
    )
