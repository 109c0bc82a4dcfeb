"""What a table on screen is made of: columns, the order of its rows, and pages of them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

PAGE_SIZE = 50


@dataclass(frozen=True)
class Column:
    """One column of ``ui.table``.

    Attributes:
        label: its heading; on a phone, the name before each value.
        cell: the name of the row's attribute or key to show, or a macro called with the row.
        sort: the key it sorts by; empty if it does not.
        align: ``start`` or ``end`` (numbers).
        is_title: the row's name; on a phone it stands at the head of the card.
    """

    label: str
    cell: str | Callable[[Any], object]
    sort: str = ""
    align: str = "start"
    is_title: bool = False

    def value(self, row: Any) -> object:
        """Return what stands in this column of ``row``."""
        if callable(self.cell):
            return self.cell(row)
        return row[self.cell] if isinstance(row, Mapping) else getattr(row, self.cell)


def column(
    label: str,
    cell: str | Callable[[Any], object],
    sort: str = "",
    align: str = "start",
    *,
    title: bool = False,
) -> Column:
    """Return a column; the name that templates use."""
    return Column(label, cell, sort, align, title)


@dataclass(frozen=True)
class Sort:
    """The order of a table's rows as its address says: ``?sort=key`` or ``?sort=-key``."""

    key: str
    is_descending: bool
    path: str
    query: Mapping[str, str]

    @classmethod
    def of(cls, request: Request, keys: Collection[str], default: str) -> "Sort":
        """Return the asked order if it is one of ``keys``, else ``default`` (``key``, ``-key``)."""
        asked = request.query_params.get("sort", "")
        chosen = asked if asked.removeprefix("-") in keys else default
        key, is_descending = chosen.removeprefix("-"), chosen.startswith("-")
        return cls(key, is_descending, request.url.path, dict(request.query_params))

    def link(self, key: str) -> str:
        """Return the address that sorts by ``key``, or turns it round if it is the order now."""
        is_turned = key == self.key and not self.is_descending
        kept = {name: value for name, value in self.query.items() if name not in {"sort", "page"}}
        return f"{self.path}?{urlencode({**kept, 'sort': f'-{key}' if is_turned else key})}"

    def aria(self, key: str) -> str:
        """Return the ``aria-sort`` of the column with ``key``."""
        if key != self.key:
            return "none"
        return "descending" if self.is_descending else "ascending"


@dataclass(frozen=True)
class Paging:
    """One page of a long list: ``?page=2``."""

    page: int
    size: int
    total_count: int
    path: str
    query: Mapping[str, str]

    @classmethod
    def of(cls, request: Request, total_count: int, size: int = PAGE_SIZE) -> "Paging":
        """Return the asked page of ``total_count`` rows, or the nearest there is."""
        return cls.at(request, request.query_params.get("page", "1"), total_count, size)

    @classmethod
    def at(cls, request: Request, asked: str, total_count: int, size: int = PAGE_SIZE) -> "Paging":
        """Return the page ``asked`` for in another way than by the address, as by a button."""
        last = max(1, -(-total_count // size))
        page = min(int(asked), last) if asked.isdecimal() and len(asked) < 10 else 1
        return cls(max(1, page), size, total_count, request.url.path, dict(request.query_params))

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * self.size

    @property
    def last(self) -> int:
        """The number of the last page, from 1."""
        return max(1, -(-self.total_count // self.size))

    @property
    def numbers(self) -> list[int | None]:
        """The page numbers to show, None for a gap."""
        shown = {1, self.last, *range(self.page - 2, self.page + 3)}
        numbers: list[int | None] = []
        for number in sorted(n for n in shown if 1 <= n <= self.last):
            previous = numbers[-1] if numbers else 0
            if previous is not None and number > previous + 1:
                numbers.append(None)
            numbers.append(number)
        return numbers

    def link(self, page: int) -> str:
        """Return the address of another page."""
        return f"{self.path}?{urlencode({**self.query, 'page': str(page)})}"
