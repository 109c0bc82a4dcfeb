"""What is asked of the ledger: sums by bearings, and the lines behind a sum. SQL adds them up."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, FromClause, String, func, or_, select, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

from archive.kernel.clock import LOCAL_ZONE
from archive.ledger.counting import Amount
from archive.ledger.models import AcquisitionEntry as Entry


class Bearing(StrEnum):
    """By what the entries of the ledger can be told apart."""

    MONTH = "month"
    SOURCE = "source"
    MODE = "mode"
    MATERIAL = "material"
    CAMPAIGN = "campaign"
    BRANCH = "branch"
    DONOR_KIND = "donor-kind"


NONE = ""
"""The key of what has no campaign, or no branch."""


OR = ","
"""Between keys of which any is meant."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries are added up.

    Attributes:
        first: the first day, None for all days before ``last``.
        last: the last day; what counts from a later day is left out.
        known_on: None, or a day: what was entered after it is left out as well, so that the
            answer is the one that was given on the evening of that day.
        only: by bearing, the key whose entries are meant, or several with :data:`OR` between
            them; :data:`NONE` for those without.
    """

    first: dt.date | None
    last: dt.date
    known_on: dt.date | None = None
    only: Mapping[Bearing, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineSum:
    """What one line contributes to a sum, and the first and last day of that."""

    line_id: str
    donation_id: str
    first_on: dt.date
    last_on: dt.date
    amount: Amount


class _MonthOf(FunctionElement[str]):
    """The month of a day, as ``2018-12``."""

    type = String()
    inherit_cache = True
    name = "month_of"


@compiles(_MonthOf)
def _month_anywhere(element: _MonthOf, compiler: Any, **options: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **options)}, 'YYYY-MM')"


@compiles(_MonthOf, "sqlite")
def _month_in_sqlite(element: _MonthOf, compiler: Any, **options: Any) -> str:
    return f"substr({compiler.process(element.clauses, **options)}, 1, 7)"


_COLUMNS: Mapping[Bearing, ColumnElement[Any]] = {
    Bearing.MONTH: _MonthOf(Entry.effective_on),
    Bearing.SOURCE: Entry.donor_id.expression,
    Bearing.MODE: type_coerce(Entry.mode, String),
    Bearing.MATERIAL: type_coerce(Entry.material, String),
    Bearing.CAMPAIGN: Entry.campaign_id.expression,
    Bearing.BRANCH: Entry.branch_id.expression,
    Bearing.DONOR_KIND: type_coerce(Entry.donor_kind, String),
}
_MEASURES = (
    Entry.line_count,
    Entry.title_count,
    Entry.volume_count,
    Entry.piece_count,
    Entry.value_cents,
)


def sums(
    session: Session, asked: Asked, by: Sequence[Bearing] = ()
) -> dict[tuple[bool, tuple[str, ...]], Amount]:
    """Return the sums of the entries asked for, deposits (True) apart from the rest (False).

    Each is kept under its keys in the order of ``by``; what comes to nothing is left out.
    """
    columns = [_COLUMNS[each] for each in by]
    found = session.execute(
        select(Entry.is_deposit, *columns, *_totals())
        .where(*_conditions(asked))
        .group_by(Entry.is_deposit, *columns)
    )
    result = {}
    for is_deposit, *rest in found:
        keys, amount = rest[: len(by)], Amount(*map(int, rest[len(by) :]))
        if amount != Amount():
            result[is_deposit, tuple(key or NONE for key in keys)] = amount
    return result


def line_sums(
    session: Session, asked: Asked, *, is_deposit: bool, offset: int = 0, limit: int = 50
) -> list[LineSum]:
    """Return the lines that make up a sum, in the order of their days."""
    lines = _lines(asked, is_deposit=is_deposit)
    found = session.execute(
        select(lines).order_by(lines.c.first_on, lines.c.line_id).offset(offset).limit(limit)
    )
    return [
        LineSum(line_id, donation_id, first_on, last_on, Amount(*map(int, amounts)))
        for line_id, donation_id, first_on, last_on, *amounts in found
    ]


def count_lines(session: Session, asked: Asked, *, is_deposit: bool) -> int:
    """Return how many lines make up a sum."""
    counted = select(func.count()).select_from(_lines(asked, is_deposit=is_deposit))
    return session.scalar(counted) or 0


def day_range(session: Session) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of the ledger, None while it is empty."""
    first, last = session.execute(
        select(func.min(Entry.effective_on), func.max(Entry.effective_on))
    ).one()
    return None if first is None else (first, last)


def _lines(asked: Asked, *, is_deposit: bool) -> FromClause:
    totals = _totals()
    return (
        select(
            Entry.line_id,
            func.min(Entry.donation_id).label("donation_id"),
            func.min(Entry.effective_on).label("first_on"),
            func.max(Entry.effective_on).label("last_on"),
            *totals,
        )
        .where(Entry.is_deposit.is_(is_deposit), *_conditions(asked))
        .group_by(Entry.line_id)
        .having(or_(*(total != 0 for total in totals)))
        .subquery()
    )


def _totals() -> list[ColumnElement[int]]:
    return [func.sum(column).label(column.key) for column in _MEASURES]


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Entry.effective_on <= asked.last]
    if asked.first is not None:
        conditions.append(Entry.effective_on >= asked.first)
    if asked.known_on is not None:
        next_day = asked.known_on + dt.timedelta(days=1)
        evening = dt.datetime.combine(next_day, dt.time(), LOCAL_ZONE)
        conditions.append(Entry.recorded_at < evening)
    for bearing, key in asked.only.items():
        column = _COLUMNS[bearing]
        conditions.append(column.is_(None) if key == NONE else column.in_(key.split(OR)))
    return conditions
