"""Which records may be of one authority, and by what one sees it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from archive.authorities.kinds import AuthorityKind
from archive.authorities.models import Authority, AuthorityName
from archive.authorities.queries import find_authorities, names_of
from archive.authorities.schemas import AuthorityFields, AuthorityView
from archive.kernel.errors import N_
from archive.text.fold import fold
from archive.text.lookup_keys import lookup_key

MOST_FOUND = 8
LONGEST_LIFE = 100
"""Who is known by one year of his life lived at most so long before or after it."""


class Reason(StrEnum):
    """By what two records look like one authority, or unlike."""

    NAME = "name"
    OTHER_NAME = "other-name"
    YEARS = "years"
    DYNASTY = "dynasty"
    PLACE = "place"
    OTHER_YEARS = "other-years"
    OTHER_DYNASTY = "other-dynasty"
    OTHER_PLACE = "other-place"


REASONS: Mapping[Reason, tuple[str, str]] = {
    Reason.NAME: (N_("名称相同"), "attention"),
    Reason.OTHER_NAME: (N_("别名相同"), "attention"),
    Reason.YEARS: (N_("年份相合"), "neutral"),
    Reason.DYNASTY: (N_("朝代相同"), "neutral"),
    Reason.PLACE: (N_("地点相同"), "neutral"),
    Reason.OTHER_YEARS: (N_("年份不合"), "bad"),
    Reason.OTHER_DYNASTY: (N_("朝代不同"), "bad"),
    Reason.OTHER_PLACE: (N_("地点不同"), "bad"),
}


@dataclass(frozen=True, slots=True)
class Suspect:
    """A record that may be of the same authority, and what speaks for it and against it."""

    authority: AuthorityView
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class Doubles:
    """Standing records of one kind that share a name."""

    name: str
    authorities: Sequence[AuthorityView]


def reasons(
    one: AuthorityFields,
    its_names: Collection[str],
    other: AuthorityFields,
    other_names: Collection[str],
) -> list[Reason]:
    """Return what speaks for it that two records are of one authority, then what against; pure."""
    key, other_key = lookup_key(one.name), lookup_key(other.name)
    keys = {key, *map(lookup_key, its_names)} & {other_key, *map(lookup_key, other_names)}
    overlap = _years_overlap(one, other)
    dynasties = [fold(each.dynasty) for each in (one, other)]
    places = [each.place_id for each in (one, other)]
    told = {
        Reason.NAME: key == other_key,
        Reason.OTHER_NAME: bool(keys) and key != other_key,
        Reason.YEARS: overlap is True,
        Reason.DYNASTY: bool(dynasties[0]) and dynasties[0] == dynasties[1],
        Reason.PLACE: bool(places[0]) and places[0] == places[1],
        Reason.OTHER_YEARS: overlap is False,
        Reason.OTHER_DYNASTY: all(dynasties) and dynasties[0] != dynasties[1],
        Reason.OTHER_PLACE: all(places) and places[0] != places[1],
    }
    return [reason for reason, holds in told.items() if holds]


def _years_overlap(one: AuthorityFields, other: AuthorityFields) -> bool | None:
    """Whether the years of two may be those of one life, None where one has no years."""
    spans = [_span(each) for each in (one, other)]
    if spans[0] is None or spans[1] is None:
        return None
    return spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]


def _span(fields: AuthorityFields) -> tuple[int, int] | None:
    first, last = fields.year_from, fields.year_to
    if first is not None:
        return first, first + LONGEST_LIFE if last is None else last
    return None if last is None else (last - LONGEST_LIFE, last)


def suspects(
    session: Session,
    kind: AuthorityKind,
    fields: AuthorityFields,
    names: Collection[str] = (),
    own_id: str = "",
) -> list[Suspect]:
    """Return which standing records may be of the same authority: those that share a name."""
    keys = sorted({lookup_key(each) for each in (fields.name, *names) if each.strip()})
    if not keys:
        return []
    by_name = select(Authority.standing_id).where(
        Authority.kind == kind, Authority.name_key.in_(keys)
    )
    by_other = (
        select(Authority.standing_id)
        .join(AuthorityName, AuthorityName.authority_id == Authority.id)
        .where(Authority.kind == kind, AuthorityName.text_key.in_(keys))
    )
    found: dict[str, None] = {}
    for wanted in (by_name, by_other):
        found |= dict.fromkeys(session.scalars(wanted.distinct().limit(MOST_FOUND + 1)))
    found.pop(own_id, None)
    return compared(session, fields, names, list(found)[:MOST_FOUND])


def suspects_of(session: Session, authority: AuthorityView) -> list[Suspect]:
    """Return which other standing records may be of the same authority as one that there is."""
    names = [each.text for each in names_of(session, [authority.id]).get(authority.id, [])]
    return suspects(session, authority.kind, authority, names, authority.id)


def compared(
    session: Session, fields: AuthorityFields, names: Collection[str], other_ids: Iterable[str]
) -> list[Suspect]:
    """Return other records with what speaks for and against it, the likeliest first."""
    others = find_authorities(session, other_ids)
    theirs = names_of(session, others)
    found = [
        Suspect(each, reasons(fields, names, each, [name.text for name in theirs[each.id]]))
        for each in others.values()
    ]
    return sorted(found, key=lambda each: -_weight(each.reasons))


def _weight(found: Collection[Reason]) -> int:
    return sum(1 if REASONS[each][1] != "bad" else -1 for each in found)


def likely_doubles(
    session: Session, kind: AuthorityKind | None = None, offset: int = 0, limit: int = 20
) -> list[Doubles]:
    """Return the names that several standing records of one kind share, with those records."""
    own = select(Authority.kind, Authority.name_key.label("key"), Authority.standing_id)
    others = select(
        Authority.kind, AuthorityName.text_key.label("key"), Authority.standing_id
    ).join(AuthorityName, AuthorityName.authority_id == Authority.id)
    if kind is not None:
        own, others = own.where(Authority.kind == kind), others.where(Authority.kind == kind)
    every = union_all(own, others).subquery()
    shared = (
        select(every.c.kind, every.c.key)
        .group_by(every.c.kind, every.c.key)
        .having(func.count(every.c.standing_id.distinct()) > 1)
        .order_by(every.c.key, every.c.kind)
        .offset(offset)
        .limit(limit)
    )
    pairs = session.execute(shared).all()
    rows = session.execute(
        select(every.c.kind, every.c.key, every.c.standing_id)
        .where(every.c.key.in_([key for _, key in pairs]))
        .distinct()
        .order_by(every.c.standing_id)
    ).all()
    found = find_authorities(session, [standing_id for _, _, standing_id in rows])
    return [
        Doubles(key, [found[each] for of, name, each in rows if (of, name) == (which, key)])
        for which, key in pairs
    ]
