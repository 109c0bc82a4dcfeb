"""Where in a sheet the table is: its heading, its rows, and what stands around it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archive.exchange.recognising.fields import Field, field_of, heading_key
from archive.exchange.recognising.words import read_mode
from archive.spreadsheets.cells import Cell, Row, Sheet

LOOKED_AT = 25
"""A heading stands among the first rows that are not blank."""

_SOURCE = heading_key("来源")
_TOTAL = re.compile(r"(合|总|總|共|小|累|本页|本頁|以上)\s*(计|計)(数|數)?[:：]?.*")
_CARRIED = re.compile(r"(承前|承上|接前|接上|转前|过次|過次|转次|接下|转下|接次)\s*[页頁]?.*")
_REMARK = re.compile(
    r"(注|备注|備註|说明|說明|填表|制表|製表|经办|經辦|审核|審核|负责人|負責人|单位盖章|第\s*\d+\s*页|共\s*\d+\s*页)"
    r"[人日期：: ].*|注\d?[：:].*|第\s*\d+\s*页.*"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a table: the rows it takes, and the words above each column."""

    first_row: int
    last_row: int
    words: tuple[str, ...]
    fields: Mapping[int, Field]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no line of the table, and what it is."""

    row: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was found. ``totals`` are what its foot says, by field."""

    heading: Heading
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...] = ()
    totals: Mapping[Field, int] = field(default_factory=dict)


def find_heading(sheet: Sheet, wanted: frozenset[Field]) -> Heading | None:
    """Return the heading that knows the most columns, one of ``wanted`` among them.

    None if no row of the sheet looks like one. A heading of two rows (数量: 册, 件) is understood.
    """
    best: Heading | None = None
    looked_at = sheet.rows[:LOOKED_AT]
    for place, row in enumerate(looked_at):
        below = looked_at[place + 1] if place + 1 < len(looked_at) else None
        for found in _headings_at(row, below):
            known = set(found.fields.values()) - {Field.IGNORED}
            if not known & wanted or (len(known) < 2 and len(found.words) > 1):
                continue
            if best is None or _weight(found) > _weight(best):
                best = found
    return best


def _weight(heading: Heading) -> tuple[int, int]:
    """Of two headings, more columns that are known win, then fewer rows."""
    known = set(heading.fields.values()) - {Field.IGNORED}
    return len(known), heading.first_row - heading.last_row


def _headings_at(row: Row, below: Row | None) -> Iterator[Heading]:
    is_text = all(isinstance(cell.value, str | None) for cell in row.cells)
    if not is_text or _continues_above(row):
        return
    words = tuple(cell.text for cell in row.cells)
    yield Heading(row.number, row.number, words, _fields(words))
    if below is not None and below.number == row.number + 1 and _is_second(below):
        joined = _join(row, below)
        yield Heading(
            row.number, below.number, joined, _fields(joined, [c.text for c in below.cells])
        )


def _continues_above(row: Row) -> bool:
    """Whether a cell continues one of the row above, and not only its neighbour."""
    return any(
        cell.is_continued and (place == 0 or row.cells[place - 1].text != cell.text)
        for place, cell in enumerate(row.cells)
    )


def _is_second(below: Row) -> bool:
    """Whether every cell of a row continues the one above or is a word of a heading."""
    cells = [(place, cell) for place, cell in enumerate(below.cells) if not cell.is_blank]
    has_own = any(not cell.is_continued for _, cell in cells)
    return has_own and all(
        cell.is_continued or (isinstance(cell.value, str) and field_of(cell.text) is not None)
        for _, cell in cells
    )


def _join(row: Row, below: Row) -> tuple[str, ...]:
    width = max(len(row.cells), len(below.cells))
    pairs = [(row.cell(place).text, below.cell(place).text) for place in range(width)]
    return tuple(upper if lower in ("", upper) else f"{upper}{lower}" for upper, lower in pairs)


def _fields(words: Sequence[str], lower: Sequence[str] = ()) -> dict[int, Field]:
    """Return what each column holds; a field is taken from the first column that names it."""
    found: dict[int, Field] = {}
    for place, word in enumerate(words):
        name = field_of(word)
        if name is None and place < len(lower):
            name = field_of(lower[place])
        if name is Field.IGNORED or (name is not None and name not in found.values()):
            found[place] = name
    return found


def read_table(sheet: Sheet, heading: Heading) -> Table:
    """Return the rows below the heading, without totals, remarks and repeated headings."""
    rows: list[Row] = []
    skipped = [
        Skipped(row.number, "above", _text_of(row))
        for row in sheet.rows
        if row.number < heading.first_row
    ]
    totals: dict[Field, int] = {}
    for row in sheet.rows:
        if row.number <= heading.last_row:
            continue
        kind = _kind_of(row, heading)
        if kind == "total":
            totals = _totals_of(row, heading) or totals
        if kind:
            skipped.append(Skipped(row.number, kind, _text_of(row)))
        else:
            rows.append(row)
    return Table(heading, tuple(rows), tuple(skipped), totals)


def _kind_of(row: Row, heading: Heading) -> str:
    filled = [cell for cell in row.cells if not cell.is_blank and not cell.is_continued]
    if not filled:
        return "blank"
    first = re.sub(r"\s+", "", filled[0].text)
    named = {name: row.cell(place) for place, name in heading.fields.items()}
    title = named.get(Field.TITLE, named.get(Field.DONOR_NAME, named.get(Field.BATCH_NUMBER)))
    if _TOTAL.fullmatch(first) and not _has_title(title, first):
        return "total"
    if _CARRIED.fullmatch(first) and not _has_title(title, first):
        return "carried"
    keys = [heading_key(cell.text) for cell in row.cells]
    wanted = [heading_key(word) for word in heading.words]
    if keys[: len(wanted)] == wanted:
        return "heading"
    if len(filled) == 1 and _REMARK.fullmatch(first) and not _has_title(title, first):
        return "remark"
    return ""


def _has_title(title: Cell | None, first: str) -> bool:
    return title is not None and not title.is_blank and re.sub(r"\s+", "", title.text) != first


def _totals_of(row: Row, heading: Heading) -> dict[Field, int]:
    found: dict[Field, int] = {}
    for place, name in heading.fields.items():
        digits = re.sub(r"\D", "", row.cell(place).text)
        counted = {Field.TITLES, Field.VOLUMES, Field.PIECES, Field.ACCEPTED}
        if name in counted and digits:
            found[name] = int(digits)
    return found


def _text_of(row: Row) -> str:
    texts = [cell.text for cell in row.cells if not cell.is_blank and not cell.is_continued]
    return " ".join(texts)[:200]


def is_source(heading: str) -> bool:
    """Whether a column is headed 来源, which may mean a person or a way."""
    return _SOURCE in heading_key(heading)


def settle_source(table: Table) -> Mapping[int, Field]:
    """Return the fields with 来源 settled: it may hold how things came instead of from whom."""
    fields = dict(table.heading.fields)
    for place, name in fields.items():
        if name is not Field.DONOR_NAME or not is_source(table.heading.words[place]):
            continue
        texts = {row.cell(place).text for row in table.rows} - {""}
        if texts and all(read_mode(text) is not None for text in texts):
            is_free = Field.MODE not in fields.values()
            fields[place] = Field.MODE if is_free else Field.IGNORED
    return fields
