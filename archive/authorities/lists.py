"""The list of authorities: all of them, those of a kind, or those that something typed may mean."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from archive.authorities.kinds import AuthorityKind
from archive.authorities.look_up import find_typed
from archive.authorities.models import Authority
from archive.authorities.queries import authority_view, find_authorities
from archive.authorities.schemas import AuthorityView
from archive.kernel.bounded_counts import MOST_COUNTED, BoundedCount, count_up_to
from archive.kernel.sorting import sorted_by

SORTS = {"name": Authority.name_key, "created": Authority.created_at}


@dataclass(frozen=True, slots=True)
class AuthorityList:
    """The authorities of a list, counted; a part of them is read at a time."""

    count: BoundedCount
    found: tuple[str, ...] | None = None
    kind: AuthorityKind | None = None

    def part(
        self, session: Session, sort: str = "name", offset: int = 0, limit: int = 50
    ) -> list[AuthorityView]:
        """Return a part; ``sort`` is a key of ``SORTS``, "-" turns it.

        Those found by what was typed stand in the order of how well they fit.
        """
        if self.found is not None:
            wanted = self.found[offset : offset + limit]
            authorities = find_authorities(session, wanted)
            return [authorities[each] for each in wanted]
        order = sorted_by(sort, SORTS, Authority.name_key, Authority.id)
        statement = _standing(self.kind).order_by(*order)
        return [
            authority_view(row) for row in session.scalars(statement.offset(offset).limit(limit))
        ]


def open_list(session: Session, text: str = "", kind: AuthorityKind | None = None) -> AuthorityList:
    """Return the list of what is wanted; no more than 1,000 are counted or gone through."""
    if text.strip():
        found = find_typed(session, text, MOST_COUNTED, [kind] if kind else ())
        return AuthorityList(BoundedCount(len(found.ids), found.is_more), tuple(found.ids))
    return AuthorityList(count_up_to(session, _standing(kind)), kind=kind)


def counts_by_kind(session: Session) -> dict[AuthorityKind, int]:
    """Return how many authorities stand of each kind."""
    counted = (
        select(Authority.kind, func.count())
        .where(Authority.merged_into_id.is_(None))
        .group_by(Authority.kind)
    )
    return dict(session.execute(counted).all())


def _standing(kind: AuthorityKind | None) -> Select[Authority]:
    """Select the records that were not merged into others."""
    statement = select(Authority).where(Authority.merged_into_id.is_(None))
    return statement if kind is None else statement.where(Authority.kind == kind)
