"""Lists pasted from a spreadsheet or a chat, read into lines. Pure.

A spreadsheet gives tabs between cells, a chat commas; both may begin with a row of headings. Where
the cells stand in columns, what each column holds is guessed once, and whoever pasted can say
otherwise; where they do not, every row is read by the look of its cells: 《…》 is a title, "16册" a
count, "清同治十年" a date. What finds no place goes into the note: nothing typed is lost.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.counter.cells import split_rows
from archive.counter.columns import (
    BRACKETED,
    Column,
    column_of,
    is_bare_count,
    is_date,
    read_count,
    read_headings,
    read_material,
    read_money,
    read_pieces,
    read_volumes,
)
from archive.donations.kind_of_title import kind_of_title
from archive.donations.schemas import NewLine

MOST_LINES = 500
_MARKER = re.compile(r"^(?:(?:[（(]?\d{1,3}[）).、．]|[•·▪*-])\s*(?=\D)|\d{1,3}\s*(?=《))")
_SPACE = re.compile(r"(?<![A-Za-z.,])\s+|\s+(?![A-Za-z])")
_ENOUGH = 0.6
"""What part of the filled cells of a column must look alike to say what it holds."""


@dataclass(frozen=True, slots=True)
class Table:
    """A pasted list whose cells stand in columns, the row of headings apart.

    ``guessed`` is what each column is taken to hold until somebody says otherwise.
    """

    rows: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...]
    guessed: tuple[Column, ...]

    def sample(self, column: int, count: int = 2) -> list[str]:
        """Return the first filled cells of a column, to know it by."""
        cells = (row[column] for row in self.rows if row[column])
        return [cell for cell, _ in zip(cells, range(count), strict=False)]


def read_table(text: str) -> Table | None:
    """Return ``text`` as a table if its cells stand in columns, None if it is a list in words."""
    rows = split_rows(text)
    headings = read_headings(rows[0]) if rows else None
    if headings is None and ("\t" not in text or max(map(len, rows), default=0) < 2):
        return None
    width = max(len(row) for row in rows)
    padded = [(*row, *[""] * (width - len(row))) for row in rows[: MOST_LINES + 1]]
    if headings is not None:
        guessed = (*headings, *[Column.NOTE] * (width - len(headings)))
        return Table(tuple(padded[1:]), padded[0], guessed)
    return Table(tuple(padded[:MOST_LINES]), (), tuple(_guess_columns(padded)))


def parse_pasted(text: str) -> list[NewLine]:
    """Return the lines that ``text`` lists, one for each row that is not blank."""
    table = read_table(text)
    if table is not None:
        return lines_of(table, table.guessed)
    return [_guess_line(row) for row in split_rows(text)[:MOST_LINES]]


def lines_of(table: Table, columns: Sequence[Column]) -> list[NewLine]:
    """Return the lines of ``table`` if its columns hold what ``columns`` says."""
    return [_line_by_columns(columns, row) for row in table.rows[:MOST_LINES]]


def _guess_columns(rows: Sequence[Sequence[str]]) -> list[Column]:
    """Return what the columns hold by the look of their cells; the first of words is the title."""
    guessed: list[Column | None] = []
    for place, cells in enumerate(zip(*rows, strict=True)):
        filled = [cell for cell in cells if cell]
        if place == 0 and _counts_up(filled):
            guessed.append(Column.SKIP)
            continue
        seen = Counter(column_of(cell) for cell in filled)
        likeliest, count = seen.most_common(1)[0] if seen else (Column.NOTE, 0)
        is_sure = likeliest not in guessed and count >= _ENOUGH * len(filled)
        guessed.append(likeliest if is_sure else None)
    words = iter((Column.TITLE, Column.AUTHOR))
    if Column.TITLE in guessed:
        next(words)
    return [next(words, Column.NOTE) if column is None else column for column in guessed]


def _counts_up(cells: Sequence[str]) -> bool:
    if not cells or not all(is_bare_count(cell) for cell in cells):
        return False
    first = int(cells[0])
    return [int(cell) for cell in cells] == list(range(first, first + len(cells)))


def _line_by_columns(columns: Sequence[Column], row: Sequence[str]) -> NewLine:
    found: dict[Column, str] = {}
    rest: list[str] = []
    for column, cell in zip(columns, row, strict=True):
        if column is Column.SKIP or not cell:
            continue
        if column in found or column is Column.NOTE:
            rest.append(cell)
        else:
            found[column] = cell
    return _line(found, rest, row)


def _guess_line(row: Sequence[str]) -> NewLine:
    cells = [cell for cell in _cells_of(_without_number(row)) if cell]
    found: dict[Column, str] = {}
    rest: list[str] = []
    for cell in cells:
        column = _place_of(cell, found)
        if column is None or column in found:
            rest.append(cell)
        else:
            found[column] = cell
    return _line(found, rest, row)


def _place_of(cell: str, found: dict[Column, str]) -> Column | None:
    looks = column_of(cell)
    if looks is not None and (looks is not Column.DATE or Column.TITLE in found):
        return looks
    return next((column for column in (Column.TITLE, Column.AUTHOR) if column not in found), None)


def _line(found: dict[Column, str], rest: Sequence[str], row: Sequence[str]) -> NewLine:
    """Return the line of a row; what cannot be read as what it should be goes into the note."""
    volumes, pieces = _counts(found)
    material = read_material(found.get(Column.MATERIAL, ""))
    value = read_money(found.get(Column.VALUE, ""))
    is_read = {
        Column.VOLUMES: bool(volumes or pieces),
        Column.PIECES: pieces > 0,
        Column.MATERIAL: material is not None,
        Column.VALUE: value is not None,
    }
    unread = [found.get(column, "") for column, is_fine in is_read.items() if not is_fine]
    title = _without_brackets(found.get(Column.TITLE, "")) or _join(row)
    return NewLine(
        title=title,
        author=found.get(Column.AUTHOR, ""),
        date_text=found.get(Column.DATE, ""),
        material=material or kind_of_title(title),
        volume_count=volumes if volumes or pieces else 1,
        piece_count=pieces,
        condition=found.get(Column.CONDITION, ""),
        value_note=found.get(Column.VALUE_NOTE, ""),
        value_cents=value,
        note=_join([*unread, *rest]),
    )


def _counts(found: dict[Column, str]) -> tuple[int, int]:
    """Return 册 and 件; what a column of 册 counts in 张 or 件 is counted so."""
    volumes, pieces = found.get(Column.VOLUMES, ""), found.get(Column.PIECES, "")
    counted = read_count(pieces) or 0
    if not counted and read_pieces(volumes) is not None:
        return 0, read_pieces(volumes) or 0
    return read_volumes(volumes) or 0, counted


def _without_number(row: Sequence[str]) -> list[str]:
    first, *others = row
    if first.isdecimal() and len(first) <= 3 and any(others):
        return others
    return [_MARKER.sub("", first), *others]


def _cells_of(row: Sequence[str]) -> list[str]:
    """Return the cells of a row; one that has only spaces between its parts is cut at these.

    After a 《title》 every part is a cell. Without one, a space may belong to the title, and only
    what is surely a count or a date is cut off, from the end.
    """
    opened = _open_brackets(row)
    if len(row) > 1:
        return opened
    if len(opened) > 1:
        return [opened[0], *(part for cell in opened[1:] for part in _SPACE.split(cell))]
    parts = _SPACE.split(opened[0])
    ending: list[str] = []
    while len(parts) > 1 and (_is_count(parts[-1]) or is_date(parts[-1])):
        ending.insert(0, parts.pop())
    return [" ".join(parts), *ending]


def _is_count(cell: str) -> bool:
    return read_count(cell) is not None and not is_bare_count(cell)


def _open_brackets(cells: Iterable[str]) -> list[str]:
    """Return the cells with the first 《title》 as a cell of its own, put first."""
    opened: list[str] = []
    has_title = False
    for cell in cells:
        found = None if has_title else BRACKETED.search(cell)
        if found is None:
            opened.append(cell)
            continue
        has_title = True
        around = (cell[: found.start()], cell[found.end() :])
        opened.insert(0, found.group())
        opened.extend(part.strip(" ：:") for part in around)
    return opened


def _without_brackets(title: str) -> str:
    found = BRACKETED.fullmatch(title)
    return found[1] if found and "》" not in found[1] else title


def _join(parts: Iterable[str]) -> str:
    return "；".join(part for part in parts if part)
