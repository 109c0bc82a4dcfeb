"""The index of what may be compared, and asking it.

Rooms that keep titles tell it of every title they write (:func:`index_record`) and of every one
that goes (:func:`forget_record`), in the transaction of the change. Asking looks up equal titles by
their key and others by their rarest pairs of characters, never through the whole table.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, delete, func, literal, select, union_all
from sqlalchemy.orm import Session

from archive.likeness.models import LikenessPair, LikenessRecord
from archive.likeness.scoring import Description, Verdict, compare_folded
from archive.text.dates import read_date
from archive.text.lookup_keys import lookup_key

MOST_CANDIDATES = 400
"""How many records are compared in full for one question."""
_PAIRS_ASKED = 4
_PAIRS_JOINED = 2
_COUNTED_TO = 2_000
_MOST_PAIRS = 40


class Kind(StrEnum):
    """What sort of record is compared."""

    TITLE = "title"
    DONATION_LINE = "donation-line"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A record that may mean the same, how alike it is, and why.

    ``parent_id`` is what the record belongs to: the donation of an offered line.
    """

    kind: Kind
    record_id: str
    parent_id: str
    described: Description
    verdict: Verdict


def describe(title: str, responsibility: str, date_text: str) -> Description:
    """Return a description with the years that ``date_text`` is read to mean."""
    read = read_date(date_text)
    return Description(title, responsibility, read.year_from, read.year_to)


def index_record(
    session: Session, kind: Kind, record_id: str, described: Description, parent_id: str = ""
) -> None:
    """Let a record be found by what it is called now; its former description is forgotten."""
    forget_record(session, kind, record_id)
    session.add_all(rows_of(kind, record_id, described, parent_id))
    session.flush()


def rows_of(
    kind: Kind, record_id: str, described: Description, parent_id: str = ""
) -> list[LikenessRecord | LikenessPair]:
    """Return the rows by which a record is found, for :func:`index_record` and for bulk loads."""
    key = lookup_key(described.title)
    record = LikenessRecord(
        kind=kind,
        record_id=record_id,
        parent_id=parent_id,
        title=described.title,
        title_key=key,
        responsibility=described.responsibility,
        year_from=described.year_from,
        year_to=described.year_to,
    )
    pairs = [LikenessPair(pair=pair, kind=kind, record_id=record_id) for pair in pairs_of(key)]
    return [record, *pairs]


def forget_record(session: Session, kind: Kind, record_id: str) -> None:
    """Let a record be found no more."""
    for model in (LikenessPair, LikenessRecord):
        session.execute(delete(model).where(model.kind == kind, model.record_id == record_id))


def pairs_of(key: str) -> list[str]:
    """Return the neighbouring pairs of a folded title, each once; of one character, itself."""
    if len(key) < 2:
        return [key] if key else []
    return list(dict.fromkeys(key[at : at + 2] for at in range(len(key) - 1)))[:_MOST_PAIRS]


def find_like(
    session: Session,
    asked: Description,
    limit: int = 6,
    apart_from: Collection[tuple[Kind, str]] = (),
) -> list[Likeness]:
    """Return the records most like ``asked``, best first, each with its reasons.

    Takes at most three queries. Of a title made of the commonest pairs alone, only equal ones and
    those among the first records of each pair are found.
    """
    key = lookup_key(asked.title)
    if not key:
        return []
    rows = _candidates(session, key)
    found = [
        Likeness(Kind(row.kind), row.record_id, row.parent_id, _described(row), verdict)
        for row in rows
        if (row.kind, row.record_id) not in apart_from
        and (verdict := compare_folded(asked, key, _described(row), row.title_key)).is_suggested
    ]
    return sorted(found, key=lambda like: (-like.verdict.score, like.kind, like.record_id))[:limit]


def parents_of_titled(session: Session, kind: Kind, typed: str) -> Select[str] | None:
    """Return a statement that selects what those records belong to whose title contains ``typed``.

    It looks for the rarest pairs of characters, so it takes two characters at least, or all of a
    title of one; None if no title contains it. Asks one short question.
    """
    return _titled(session, select(LikenessRecord.parent_id), kind, typed)


def records_titled(session: Session, kind: Kind, typed: str) -> Select[str] | None:
    """Return a statement that selects those records themselves; see :func:`parents_of_titled`."""
    return _titled(session, select(LikenessRecord.record_id), kind, typed)


def _titled(session: Session, asked: Select[str], kind: Kind, typed: str) -> Select[str] | None:
    key = lookup_key(typed) if typed.strip() else ""
    pairs = pairs_of(key)
    rarest = _rarest(session, pairs)
    if not pairs or (len(rarest) < min(len(pairs), _PAIRS_ASKED)):
        return None
    wanted = asked.where(
        LikenessRecord.kind == kind, LikenessRecord.title_key.contains(key, autoescape=True)
    )
    for pair in rarest[:_PAIRS_JOINED]:
        having = select(LikenessPair.record_id).where(
            LikenessPair.pair == pair, LikenessPair.kind == kind
        )
        wanted = wanted.where(LikenessRecord.record_id.in_(having))
    return wanted


def _described(row: Row[Any]) -> Description:
    return Description(row.title, row.responsibility, row.year_from, row.year_to)


def _candidates(session: Session, key: str) -> Sequence[Row[Any]]:
    # Columns, not objects: hundreds are compared at every pause in typing.
    described = select(*LikenessRecord.__table__.columns)
    equal = described.where(LikenessRecord.title_key == key)
    found = {
        (row.kind, row.record_id): row for row in session.execute(equal.limit(MOST_CANDIDATES))
    }
    pairs = _rarest(session, pairs_of(key))
    if pairs:
        having = union_all(*(_having(pair) for pair in pairs)).subquery()
        shared = (
            select(having.c.kind, having.c.record_id, func.count().label("shared"))
            .group_by(having.c.kind, having.c.record_id)
            .order_by(func.count().desc(), having.c.kind, having.c.record_id)
            .limit(MOST_CANDIDATES)
            .subquery()
        )
        joined = described.join(
            shared,
            (LikenessRecord.kind == shared.c.kind)
            & (LikenessRecord.record_id == shared.c.record_id),
        )
        found |= {(row.kind, row.record_id): row for row in session.execute(joined)}
    return list(found.values())


def _having(pair: str) -> Select[Any]:
    """Ask for the first records with a pair, in the order of its index, and for no more.

    The order is the same for every pair, so that a record that shares two of them is in both.
    """
    first = (
        select(LikenessPair.kind, LikenessPair.record_id)
        .where(LikenessPair.pair == pair)
        .order_by(LikenessPair.kind, LikenessPair.record_id)
        .limit(_COUNTED_TO)
        .subquery()
    )
    return select(first.c.kind, first.c.record_id)


def _rarest(session: Session, pairs: Iterable[str]) -> list[str]:
    """Return the rarest of ``pairs`` that occur at all; none is counted beyond a bound."""
    counts = [
        select(
            literal(pair).label("pair"),
            select(func.count())
            .select_from(
                select(literal(1))
                .select_from(LikenessPair)
                .where(LikenessPair.pair == pair)
                .limit(_COUNTED_TO)
                .subquery()
            )
            .scalar_subquery()
            .label("count"),
        )
        for pair in pairs
    ]
    if not counts:
        return []
    found = [(count, pair) for pair, count in session.execute(union_all(*counts)) if count]
    return [pair for _, pair in sorted(found)[:_PAIRS_ASKED]]
