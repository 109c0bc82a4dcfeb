"""The columns of a list of the works of the Siku quanshu, and the words that head them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from archive.exchange.errors import SikuColumnsMissingError
from archive.exchange.recognising.fields import heading_key
from archive.exchange.recognising.table import LOOKED_AT
from archive.kernel.errors import N_
from archive.spreadsheets.cells import Sheet


class Column(StrEnum):
    """What a column of the list holds; each is headed so in the list that is passed around."""

    NUMBER = "kr_id"
    DIVISION = "bu"
    CLASS = "lei"
    TITLE = "title"
    STATEMENT = "statement"
    JUAN = "juan"
    CE = "ce"
    VOLUME = "wyg_volume"
    ITEM = "wyg_item"
    PAGE = "wyg_page"
    SOURCE = "source"
    APPENDICES = "appendices"


LABELS: Mapping[Column, str] = {
    Column.NUMBER: N_("目录编号"),
    Column.DIVISION: N_("部"),
    Column.CLASS: N_("类"),
    Column.TITLE: N_("题名"),
    Column.STATEMENT: N_("责任者"),
    Column.JUAN: N_("卷数"),
    Column.CE: N_("原书册数"),
    Column.VOLUME: N_("影印册"),
    Column.ITEM: N_("册内序号"),
    Column.PAGE: N_("影印页"),
    Column.SOURCE: N_("影印本出处"),
    Column.APPENDICES: N_("附录"),
}
NEEDED = (Column.TITLE, Column.CLASS, Column.VOLUME, Column.ITEM, Column.PAGE)
"""Without these a list cannot be matched with what is held."""
_TELLING = frozenset(Column) - {Column.TITLE, Column.STATEMENT, Column.SOURCE, Column.JUAN}
"""Columns that no list of gifts has under these words; two of them make a list of works."""
_OTHER_WORDS: Mapping[str, Column] = {
    "四库类目": Column.CLASS,
    "影印本册次": Column.VOLUME,
    "影印册次": Column.VOLUME,
    "影印本页次": Column.PAGE,
    "影印页次": Column.PAGE,
    "册内序": Column.ITEM,
    "书名": Column.TITLE,
    "著者": Column.STATEMENT,
}
_AMBIGUOUS = frozenset({heading_key(word) for word in ("附录", "部", "类")})


@dataclass(frozen=True, slots=True)
class SikuHeading:
    """The heading of a list of works: its row, its words, and what each column holds."""

    row: int
    words: tuple[str, ...]
    columns: Mapping[Column, int]


def _known() -> dict[str, Column]:
    named = {heading_key(column.value): column for column in Column}
    labelled = {heading_key(label): column for column, label in LABELS.items()}
    return named | labelled | {heading_key(word): column for word, column in _OTHER_WORDS.items()}


_KNOWN = _known()


def find_siku_heading(sheet: Sheet, name: str) -> SikuHeading | None:
    """Return the heading of a list of works, None if the sheet holds something else.

    Raises:
        SikuColumnsMissingError: it is such a list, and lacks columns that are needed.
    """
    for row in sheet.rows[:LOOKED_AT]:
        words = tuple(cell.text for cell in row.cells)
        columns: dict[Column, int] = {}
        for place, word in enumerate(words):
            column = _KNOWN.get(heading_key(word))
            if column is not None:
                columns.setdefault(column, place)
        telling = {
            column
            for column in columns.keys() & _TELLING
            if heading_key(words[columns[column]]) not in _AMBIGUOUS
        }
        if len(telling) < 2:
            continue
        missing = [column for column in NEEDED if column not in columns]
        if missing:
            raise SikuColumnsMissingError(
                name=name, row=row.number, missing="、".join(_both(each) for each in missing)
            )
        return SikuHeading(row.number, words, columns)
    return None


def _both(column: Column) -> str:
    return f"{LABELS[column]}（{column.value}）"
