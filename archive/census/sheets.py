"""Records as lines of a table: in the columns of the published record, or in all fields."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.census.fields import FIELDS
from archive.census.queries import list_records
from archive.census.reading import show, statement_of
from archive.census.schemas import RecordFilter, RecordView
from archive.census.words import DAMAGES, GRADES
from archive.kernel.errors import N_
from archive.spreadsheets.cells import Value
from archive.text.numerals import write_numeral

AT_ONCE = 500
MOST_XLSX_ROWS = 20_000

# As the national database publishes its records.
PUBLISHED = (
    N_("普查编号"),
    N_("索书号"),
    N_("题名（卷数）"),
    N_("著者（朝代+姓名+著作方式）"),
    N_("版本"),
    N_("册（件）数"),
    N_("单位"),
    N_("存卷"),
)
MORE = (N_("分类"), N_("年代"), N_("行款版式"), N_("定级"), N_("定损"))


@dataclass(frozen=True, slots=True)
class SheetKind:
    """Which columns a table has."""

    is_full: bool = False

    def headings(self) -> list[str]:
        """Return the words above the columns, in zh-Hans as the platform has them."""
        full = [*MORE, *(field.label for field in FIELDS)] if self.is_full else []
        return [*PUBLISHED, *full]


def title_with_juan(record: RecordView) -> str:
    """Return the title with its 卷 as the published record writes it: 醴陵縣志十二卷."""
    title = record.copy.title
    return f"{title.title}{write_numeral(title.juan_count)}卷" if title.juan_count else title.title


def record_rows(
    session: Session, wanted: RecordFilter, kind: SheetKind, library: str
) -> Iterator[list[Value]]:
    """Yield a line for each record ``wanted``, by their numbers; ``library`` holds them all."""
    offset = 0
    while rows := list_records(session, wanted, "number", offset, AT_ONCE):
        for record in rows:
            yield _line(record, kind, library)
        offset += len(rows)
        session.expunge_all()


def _line(record: RecordView, kind: SheetKind, library: str) -> list[Value]:
    copy, title, told = record.copy, record.copy.title, record.details
    published: list[Value] = [
        record.census_number,
        copy.call_number,
        title_with_juan(record),
        title.author,
        title.edition,
        f"{copy.volume_count}册",
        library,
        str(told.get("surviving", "")),
    ]
    if not kind.is_full:
        return published
    more: list[Value] = [
        str(title.siku_place or ""),
        title.date_text,
        statement_of(told),
        GRADES.get(record.grade, ""),
        DAMAGES.get(record.damage, ""),
    ]
    return [*published, *more, *(show(field, told.get(field.name)) for field in FIELDS)]
