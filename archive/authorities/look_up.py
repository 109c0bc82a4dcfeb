"""Finding authorities while somebody types, by ranges of an index, by any of their names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from archive.authorities.kinds import AuthorityKind
from archive.authorities.models import Authority, AuthorityName, AuthorityTerm
from archive.text.endings import AFTER_ALL, LONGEST_TERM, endings
from archive.text.lookup_keys import lookup_key

MOST_FOUND = 200
_PER_FOUND = 4
"""An authority is found by several of its terms at once; so many rows are read for each wanted."""


class TermRank(IntEnum):
    """How well a term names an authority: its name or another one, or only a part of one."""

    NAME = 0
    OTHER_NAME = 1
    WITHIN = 2


@dataclass(frozen=True, slots=True)
class FoundAuthorities:
    """Identifiers of standing records, the likeliest first; ``is_more``: others fit as well."""

    ids: Sequence[str]
    is_more: bool = False


def terms_of(name: str, others: Iterable[str]) -> Mapping[str, TermRank]:
    """Return the terms by which an authority is found, each with the best rank it has; pure."""
    found: dict[str, TermRank] = {}
    ranked = [(TermRank.NAME, name), *((TermRank.OTHER_NAME, each) for each in others)]
    for rank, text in ranked:
        for place, term in endings(text):
            better = TermRank.WITHIN if place else rank
            if term and better < found.get(term, len(TermRank)):
                found[term] = better
    return found


def look_up(
    session: Session, typed: str, limit: int = 8, kinds: Iterable[AuthorityKind] = ()
) -> list[str]:
    """Return the standing records that ``typed`` may mean, the likeliest first.

    Any name in any script or a part of it, its pinyin or the initials of that. A merged record is
    found by its names as the one it became a part of. At most three short statements.
    """
    return list(find_typed(session, typed, min(limit, MOST_FOUND), kinds).ids)


def find_typed(
    session: Session, typed: str, most: int, kinds: Iterable[AuthorityKind] = ()
) -> FoundAuthorities:
    """Return as :func:`look_up` at most ``most`` records, only those of ``kinds`` if any."""
    key = lookup_key(typed)[:LONGEST_TERM] if typed.strip() else ""
    wanted, limit = list(kinds), (most + 1) * _PER_FOUND
    found: dict[str, None] = {}
    was_cut = False
    for rank in TermRank:
        if not key or len(found) > most:
            break
        rows = _by_term(session, rank, key, wanted, limit)
        was_cut = was_cut or len(rows) == limit
        found |= dict.fromkeys(rows)
    return FoundAuthorities(list(found)[:most], was_cut or len(found) > most)


def _by_term(
    session: Session, rank: TermRank, key: str, kinds: Sequence[AuthorityKind], limit: int
) -> Sequence[str]:
    statement = (
        select(Authority.standing_id)
        .join(AuthorityTerm, AuthorityTerm.authority_id == Authority.id)
        .where(
            AuthorityTerm.rank == rank,
            AuthorityTerm.term >= key,
            AuthorityTerm.term < key + AFTER_ALL,
        )
        .order_by(AuthorityTerm.term, AuthorityTerm.authority_id)
        .limit(limit)
    )
    if kinds:
        statement = statement.where(Authority.kind.in_(kinds))
    return session.scalars(statement).all()


def write_terms(session: Session, authority: Authority) -> None:
    """Keep what an authority is found by in step with its own names."""
    session.flush()
    own = AuthorityName.authority_id == authority.id
    others = session.scalars(select(AuthorityName.text).where(own)).all()
    session.execute(delete(AuthorityTerm).where(AuthorityTerm.authority_id == authority.id))
    session.add_all(
        AuthorityTerm(rank=rank, term=term, authority_id=authority.id)
        for term, rank in terms_of(authority.name, others).items()
    )
    session.flush()
