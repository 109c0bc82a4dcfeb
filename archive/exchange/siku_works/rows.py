"""A row of a list of the works of the Siku quanshu as it was understood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from archive.catalogue.reprint import LAST_PAGE, LAST_VOLUME
from archive.catalogue.schemas import TitleFields
from archive.catalogue.siku import SikuPlace, find_class
from archive.exchange.recognising.lines import TypedRow
from archive.exchange.recognising.problems import Problem, Said, error, note, warning
from archive.exchange.siku_works.columns import LABELS, Column, SikuHeading
from archive.siku_set.printed_counts import Count, NoNumber, read_count
from archive.siku_set.schemas import SET_EDITION, NewWork
from archive.siku_set.statements import parse_statement
from archive.spreadsheets.cells import Row

_MARKUP = re.compile(r"\[\[[^\]]*\]\[[^\]]*\]\]")
_SOURCE = re.compile(r"V(\d+)\.(\d+),\s*p(\d+)(?:\s*-\s*V(\d+)\.(\d+))?\s*$")
_IN_APPENDICES = re.compile(r"dynasty:\s*(?P<dynasty>[^；;]*)[；;]?\s*(?:人物\s*(?P<name>.*))?")
_LOST = "\ufffd"
_LONGEST = 500
_KEPT: Mapping[NoNumber, Said] = {
    NoNumber.UNDIVIDED: Said.SIKU_UNDIVIDED,
    NoNumber.PART_HELD: Said.SIKU_PART_HELD,
    NoNumber.BRACKETED: Said.SIKU_BRACKETED,
    NoNumber.UNREADABLE: Said.SIKU_COUNT_KEPT,
    NoNumber.BLANK: Said.SIKU_COUNT_BLANK,
}


@dataclass(slots=True)
class _Reader:
    """Reads one row; ``problems`` is what is to be said of it."""

    row: Row
    columns: Mapping[Column, int]
    problems: list[Problem]

    def text(self, column: Column) -> str:
        place = self.columns.get(column)
        return "" if place is None else self.row.cell(place).text

    def say(self, problem: Problem) -> None:
        self.problems.append(problem)

    def place(self, column: Column) -> int | None:
        return self.columns.get(column)

    def number(self, column: Column, largest: int) -> int | None:
        """Return a whole number, None if the cell is blank; anything else is an error."""
        text = self.text(column)
        if not text:
            return None
        label, where = LABELS[column], self.place(column)
        if not (text.isascii() and text.isdecimal()):
            self.say(error(Said.SIKU_NOT_NUMBER, where, field=label, value=text[:40]))
            return None
        if not 1 <= int(text[:9]) <= largest:
            said = error(Said.SIKU_OUT_OF_RANGE, where, field=label, value=text, limit=largest)
            self.say(said)
            return None
        return int(text)


def read_work_row(row: Row, heading: SikuHeading) -> TypedRow:
    """Return a row with the work that it lists and all that is to be said of it."""
    reader = _Reader(row, heading.columns, [])
    title, author = _title(reader), _author(reader)
    _refuse_lost(reader)
    work = _work(reader, title, author)
    typed = TypedRow(number=row.number, given=frozenset(), problems=reader.problems)
    typed.title, typed.author, typed.work = title, author, work
    return typed


def _work(reader: _Reader, title: str, author: str) -> NewWork:
    place = _class(reader)
    juan, ce = _count(reader, Column.JUAN), _count(reader, Column.CE)
    volume = reader.number(Column.VOLUME, LAST_VOLUME)
    page = reader.number(Column.PAGE, LAST_PAGE)
    item = reader.number(Column.ITEM, LAST_PAGE)
    if not reader.text(Column.VOLUME) or not reader.text(Column.PAGE):
        volume = page = None
        reader.say(warning(Said.SIKU_NO_PLACE))
    fields = TitleFields(
        title=title,
        author=author,
        edition=SET_EDITION if volume is not None else "",
        juan_count=juan.number,
        siku_division=place.division if place else "",
        siku_class=place.siku_class if place else "",
        reprint_volume=volume,
        reprint_page=page,
    )
    return NewWork(
        fields=fields,
        item=item,
        last_volume=_last_volume(reader, (volume, item, page)),
        catalogue_number=reader.text(Column.NUMBER)[:40],
        juan=juan,
        ce=ce,
        appendices=reader.text(Column.APPENDICES)[:4000],
    )


def _title(reader: _Reader) -> str:
    where, printed = reader.place(Column.TITLE), reader.text(Column.TITLE)
    title = _MARKUP.sub("", printed).strip()
    if title != printed:
        reader.say(warning(Said.SIKU_TITLE_CLEANED, where, value=title or printed))
    if not title:
        reader.say(error(Said.TITLE_MISSING, where))
    if len(title) > _LONGEST:
        reader.say(error(Said.TOO_LONG, where, limit=_LONGEST))
    return title[:_LONGEST]


def _author(reader: _Reader) -> str:
    where, printed = reader.place(Column.STATEMENT), reader.text(Column.STATEMENT)
    if not printed:
        return _author_in_appendices(reader)
    statement = parse_statement(printed)
    if not statement.is_read:
        reader.say(warning(Said.SIKU_STATEMENT_KEPT, where, value=printed[:100]))
    author = str(statement)
    if len(author) > _LONGEST:
        reader.say(error(Said.TOO_LONG, where, limit=_LONGEST))
    return author[:_LONGEST]


def _author_in_appendices(reader: _Reader) -> str:
    found = _IN_APPENDICES.search(reader.text(Column.APPENDICES))
    name = (found["name"] or "").strip() if found else ""
    if found is None or not name:
        reader.say(warning(Said.SIKU_STATEMENT_MISSING, reader.place(Column.STATEMENT)))
        return ""
    author = f"（{found['dynasty'].strip()}）{name}"[:_LONGEST]
    reader.say(warning(Said.SIKU_AUTHOR_ELSEWHERE, reader.place(Column.APPENDICES), value=author))
    return author


def _class(reader: _Reader) -> SikuPlace | None:
    where, printed = reader.place(Column.CLASS), reader.text(Column.CLASS)
    found = find_class(printed) if printed else None
    if found is None:
        reader.say(error(Said.SIKU_CLASS_UNKNOWN, where, value=printed[:40] or "—"))
        return None
    division = reader.text(Column.DIVISION)
    if division and division.removesuffix("部") != found.division.removesuffix("部"):
        said = warning(
            Said.SIKU_DIVISION_OTHER,
            reader.place(Column.DIVISION),
            value=division[:40],
            known=found.division,
        )
        reader.say(said)
    return found


def _count(reader: _Reader, column: Column) -> Count:
    count = read_count(reader.text(column))
    if column in reader.columns and count.reason is not None:
        values = {"field": LABELS[column], "value": count.printed[:40]}
        reader.say(note(_KEPT[count.reason], reader.place(column), **values))
    return count


def _last_volume(reader: _Reader, begins: tuple[int | None, int | None, int | None]) -> int | None:
    """Return the volume in which a work ends, by where the list says it is printed."""
    printed = reader.text(Column.SOURCE)
    found = _SOURCE.search(printed)
    volume = begins[0]
    if volume is None:
        return None
    if found is None:
        return volume
    if tuple(map(int, found.groups()[:3])) != begins:
        where = reader.place(Column.SOURCE)
        reader.say(warning(Said.SIKU_PLACE_DIFFERS, where, value=printed[:80]))
        return volume
    last = int(found[4] or volume)
    return last if volume <= last <= LAST_VOLUME else volume


def _refuse_lost(reader: _Reader) -> None:
    for column in (Column.TITLE, Column.STATEMENT):
        if _LOST in reader.text(column):
            reader.say(error(Said.LOST_CHARACTERS, reader.place(column)))
