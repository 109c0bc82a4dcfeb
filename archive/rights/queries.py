"""Questions about the limits that titles came with."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.rights.ceiling import Limit
from archive.rights.models import TitleLimit


def limits_of(session: Session, title_id: str) -> list[Limit]:
    """Return the limits that hold of a title now."""
    return limits_of_each(session, [title_id]).get(title_id, [])


def limits_of_each(session: Session, title_ids: Iterable[str]) -> dict[str, list[Limit]]:
    """Return the limits that hold of each of some titles now; one without any is left out."""
    held = TitleLimit.title_id.in_(list(title_ids))
    found: dict[str, list[Limit]] = {}
    for row in session.scalars(select(TitleLimit).where(held, TitleLimit.ended_at.is_(None))):
        found.setdefault(row.title_id, []).append(Limit(row.network_scope, row.restricted_until))
    return found


def forbids_copying(session: Session, title_id: str) -> str | None:
    """Return the agreement that keeps us from copying a title, None where copying is allowed.

    Copying (复制) is what digitization is; whether a copy may be shown is another right, which
    :func:`archive.rights.ceiling.widest_level` knows.
    """
    return session.scalar(
        select(TitleLimit.agreement_id)
        .where(
            TitleLimit.title_id == title_id,
            TitleLimit.ended_at.is_(None),
            TitleLimit.may_reproduce.is_(False),
        )
        .order_by(TitleLimit.since.desc())
        .limit(1)
    )
