"""The registers as ruled sheets: so many rows a page, with what was carried over. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Sums = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RuledRow(Generic[T]):
    """A row with what it adds to the sums (种, 册, 件, value in cents)."""

    entry: T
    adds: Sums


@dataclass(frozen=True, slots=True)
class RuledPage(Generic[T]):
    """A page: its number, what was carried to it (承前页), its rows, what it carries on (过次页).

    ``blank_count`` empty rows fill it up, so that nothing can be written in between later.
    """

    number: int
    carried_in: Sums
    rows: tuple[T, ...]
    carried_on: Sums
    blank_count: int


def rule_pages(
    rows: Sequence[RuledRow[T]], per_page: int, before: Sums = (0, 0, 0, 0)
) -> list[RuledPage[T]]:
    """Return ``rows`` as pages; ``before`` is what the pages before the first one add up to.

    There is one page at least, so that an empty month has a sheet too.
    """
    pages: list[RuledPage[T]] = []
    carried = before
    for start in range(0, max(len(rows), 1), per_page):
        part = rows[start : start + per_page]
        after = carried
        for row in part:
            after = tuple(have + more for have, more in zip(after, row.adds, strict=True))
        inside = tuple(row.entry for row in part)
        pages.append(RuledPage(len(pages) + 1, carried, inside, after, per_page - len(part)))
        carried = after
    return pages
