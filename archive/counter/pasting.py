"""A pasted table on the form: what its columns hold, and saying so otherwise.

The text is sent along with the form. Where its columns are said to hold something else, its rows
are read anew; what somebody has changed in a cell since stays as it is, and rows that were removed
stay away.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData

from archive.counter.columns import Column
from archive.counter.pasted import Table, lines_of, parse_pasted, read_table
from archive.counter.rows import values_of
from archive.donations.schemas import NewLine
from archive.web.forms import Form

LONGEST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Pasting:
    """A table that was pasted last, and what its columns are taken to hold."""

    text: str
    table: Table
    columns: tuple[Column, ...]

    @property
    def spelled(self) -> str:
        """What the columns hold, as the form sends it back."""
        return ",".join(self.columns)


def read_pasting(submitted: FormData) -> Pasting | None:
    """Return the table that a form carries along, None if it carries none."""
    text = str(submitted.get("pasted_text", ""))[:LONGEST_TEXT]
    table = read_table(text) if text else None
    if table is None:
        return None
    return Pasting(text, table, _columns(str(submitted.get("pasted_as", "")).split(","), table))


def _columns(said: Sequence[object], table: Table) -> tuple[Column, ...]:
    known = set(Column)
    return tuple(
        Column(str(said[place])) if place < len(said) and said[place] in known else guess
        for place, guess in enumerate(table.guessed)
    )


def paste(text: str) -> tuple[list[Form], Pasting | None]:
    """Return the rows of a pasted list, and the table it is if its cells stand in columns."""
    text = text[:LONGEST_TEXT]
    table = read_table(text)
    if table is None:
        return [Form(values_of(line)) for line in parse_pasted(text)], None
    pasting = Pasting(text, table, table.guessed)
    return [_row(place, line) for place, line in enumerate(_lines(pasting))], pasting


def _row(place: int, line: NewLine) -> Form:
    return Form(values_of(line) | {"pasted_row": str(place)})


def _lines(pasting: Pasting) -> list[NewLine]:
    return lines_of(pasting.table, pasting.columns)


def say_columns(
    rows: Sequence[Form], pasting: Pasting, said: Sequence[object]
) -> tuple[list[Form], Pasting]:
    """Return the rows and the table with its columns holding what ``said`` says."""
    changed = Pasting(pasting.text, pasting.table, _columns(said, pasting.table))
    before, after = _lines(pasting), _lines(changed)
    return [_reread(row, before, after) for row in rows], changed


def _reread(row: Form, before: Sequence[NewLine], after: Sequence[NewLine]) -> Form:
    place = str(row.value("pasted_row"))
    if not (place.isdecimal() and int(place) < len(before)):
        return row
    was, now = values_of(before[int(place)]), values_of(after[int(place)])
    # A copy or a photograph was said of the row by hand; the text knows neither.
    del now["copy_of"], now["photo"]
    untouched = {
        name: value for name, value in now.items() if str(row.value(name)) == str(was[name])
    }
    return Form({**row.values, **untouched})
