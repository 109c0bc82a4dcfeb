"""Questions about the limits that titles came with."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.rights.ceiling import Limit
from archive.rights.models import TitleLimit


def limits_of(session: Session, title_id: str) -> list[Limit]:
    """Return the limits that hold of a title now."""
    rows = session.scalars(
        select(TitleLimit).where(TitleLimit.title_id == title_id, TitleLimit.ended_at.is_(None))
    )
    return [Limit(row.network_scope, row.restricted_until) for row in rows]
