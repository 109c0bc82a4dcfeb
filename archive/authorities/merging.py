"""Making one record of two of the same authority, and two of them again, in any order.

No link is moved: the merged record points at the one that stands for it, and what names the merged
record is read through that. To part them is to take the pointer away, so that every link, name and
reference is where it was, however many there are. What was linked meanwhile was linked to the
record that is kept, and stays there; what was taken away or corrected meanwhile stays so.

What the kept record left open is completed from the merged one, and goes back with it unless
somebody has changed it since.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from archive.authorities.completing import completed
from archive.authorities.errors import (
    AuthorityAlreadySplitError,
    AuthorityMergedError,
    AuthorityMergeNotFoundError,
    AuthorityNotFoundError,
    OtherKindError,
    SameAuthorityError,
    WhyMissingError,
)
from archive.authorities.models import Authority, AuthorityMerge
from archive.authorities.queries import authority_view
from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.kernel.journal import Subject


def merge_authorities(session: Session, kept_id: str, merged_id: str, why: str) -> str:
    """Make the record ``merged_id`` a part of ``kept_id``; return the identifier of the merge.

    Raises:
        SameAuthorityError: both are one record.
        WhyMissingError: ``why`` says nothing.
        AuthorityMergedError: one of the two is a part of another record already.
        OtherKindError: they are of different kinds.
    """
    if kept_id == merged_id:
        raise SameAuthorityError(field="why")
    if not why.strip():
        raise WhyMissingError(field="why")
    kept, merged = _hold_two(session, kept_id, merged_id)
    changed = completed(authority_view(kept), authority_view(merged))
    merge = AuthorityMerge(
        kept_id=kept_id,
        merged_id=merged_id,
        merged_at=journal.now(session),
        merged_by=journal.current_actor(session).id,
        why=why.strip(),
        changed=changed,
    )
    session.add(merge)
    for name, (_, new) in changed.items():
        setattr(kept, name, new)
    merged.merged_into_id = kept_id
    session.flush()
    _stand(session, Authority.standing_id == merged_id, kept_id)
    _record(session, "merged", kept_id, merged, merge, why)
    return merge.id


def split_merge(session: Session, merge_id: str, why: str) -> None:
    """Part what was merged, with all that became a part of the merged record before.

    The kept record may itself be a part of another one by now.

    Raises:
        AuthorityMergeNotFoundError: there was no such merge.
        AuthorityAlreadySplitError: they were parted before.
        WhyMissingError: ``why`` says nothing.
    """
    merge = session.get(AuthorityMerge, merge_id)
    if merge is None:
        raise AuthorityMergeNotFoundError(detail=merge_id)
    if not why.strip():
        raise WhyMissingError(field="why")
    rows = _hold_all(session, merge.kept_id, merge.merged_id)
    take_turn(session)
    session.refresh(merge, with_for_update=True)
    if merge.split_at is not None:
        raise AuthorityAlreadySplitError
    merged, stood_for = rows[merge.merged_id], rows[merge.kept_id].standing_id
    _give_back(session, merge, merge.changed)
    merged.merged_into_id = None
    merge.split_at = journal.now(session)
    merge.split_by = journal.current_actor(session).id
    session.flush()
    _stand(session, Authority.id.in_(_with_parts(session, merged.id)), merged.id)
    _record(session, "split", stood_for, merged, merge, why)
    journal.record(
        session,
        "authorities.authority.parted",
        subject=Subject("authority", merged.id),
        after={"name": rows[merge.kept_id].name, "merge": merge.id},
        why=why.strip(),
    )


def merge_of(session: Session, merge_id: str) -> tuple[str, dt.datetime | None]:
    """Return into what a merge was made, and when it was undone, None if it stands."""
    merge = session.get(AuthorityMerge, merge_id)
    if merge is None:
        raise AuthorityMergeNotFoundError(detail=merge_id)
    return merge.kept_id, merge.split_at


def _hold_two(session: Session, kept_id: str, merged_id: str) -> tuple[Authority, Authority]:
    rows = _hold_all(session, kept_id, merged_id)
    for authority_id in (kept_id, merged_id):
        if authority_id not in rows:
            raise AuthorityNotFoundError(detail=authority_id)
        if rows[authority_id].merged_into_id is not None:
            raise AuthorityMergedError(detail=authority_id)
    kept, merged = rows[kept_id], rows[merged_id]
    if kept.kind is not merged.kind:
        raise OtherKindError(detail=f"{kept_id} and {merged_id}")
    take_turn(session)
    return kept, merged


def _hold_all(session: Session, *authority_ids: str) -> dict[str, Authority]:
    """Hold records and their parts, in the order of their identifiers."""
    wanted = or_(Authority.id.in_(authority_ids), Authority.standing_id.in_(authority_ids))
    rows = session.scalars(
        select(Authority)
        .where(wanted)
        .order_by(Authority.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def _with_parts(session: Session, authority_id: str) -> list[str]:
    found, waiting = [authority_id], [authority_id]
    while waiting:
        wanted = select(Authority.id).where(Authority.merged_into_id.in_(waiting))
        waiting = list(session.scalars(wanted))
        found += waiting
    return found


def _stand(session: Session, which: Any, standing_id: str) -> None:
    session.execute(
        update(Authority)
        .where(which)
        .values(standing_id=standing_id)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()


def _give_back(session: Session, merge: AuthorityMerge, changed: Mapping[str, list[Any]]) -> None:
    """Set what was completed to what it was, and so on in all that the kept one completed with it.

    What somebody changed since stays.
    """
    kept = session.get_one(Authority, merge.kept_id)
    returned = {name: pair for name, pair in changed.items() if getattr(kept, name) == pair[1]}
    for name, (old, _) in returned.items():
        setattr(kept, name, old)
    if not returned or kept.merged_into_id is None:
        return
    upper = session.scalars(
        select(AuthorityMerge).where(
            AuthorityMerge.merged_id == kept.id, AuthorityMerge.split_at.is_(None)
        )
    ).one()
    passed_on = {
        name: pair
        for name, pair in upper.changed.items()
        if returned.get(name, [0, 0])[1] == pair[1]
    }
    upper.changed = {name: pair for name, pair in upper.changed.items() if name not in passed_on}
    _give_back(session, upper, passed_on)


def _record(
    session: Session,
    what: str,
    kept_id: str,
    merged: Authority,
    merge: AuthorityMerge,
    why: str,
) -> None:
    journal.record(
        session,
        f"authorities.authority.{what}",
        subject=Subject("authority", kept_id),
        also=[Subject("authority", merged.id)],
        after={"name": merged.name, "merge": merge.id},
        why=why.strip(),
    )
