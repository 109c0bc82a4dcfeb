"""The census of ancient books (古籍普查): the record of each copy."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from archive.api.door import PROBLEMS, Cataloguer, Limit, Offset, Words
from archive.census import queries, service
from archive.census.fields import BY_NAME, FIELDS
from archive.census.reading import clean, statement_of
from archive.census.references import all_words
from archive.census.schemas import RecordFilter, RecordView
from archive.census.service import Written
from archive.web.plain import PlainModel
from archive.web.sessions import ReadSession, WriteSession

router = APIRouter(prefix="/census", tags=["census"], responses=PROBLEMS)

Typed = Annotated[str, Field(max_length=20_000)]


@dataclass(frozen=True, slots=True)
class Records:
    """A part of some records, and how many there are in all."""

    count: int
    records: list[RecordView]


@dataclass(frozen=True, slots=True)
class Told:
    """A record, with the layout of its printing block (行款版式) as a statement."""

    record: RecordView
    block_format: str


class RecordIn(PlainModel):
    """What changes of a record as it was at ``revision``; fields are written as in the form.

    What is not named stays, what is empty is taken out. Rows stand on lines of their own, their
    columns parted by ｜.
    """

    revision: Annotated[int, Field(ge=1)]
    census_number: Annotated[str | None, Field(max_length=19)] = None
    fields: Annotated[dict[str, Typed], Field(default_factory=dict)]


def _filter(
    q: Words = "", grade: Words = "", damage: Words = "", *, is_unnumbered: bool = False
) -> RecordFilter:
    return RecordFilter(q, grade, damage, is_unnumbered)


@router.get("", summary="List the records of the census")
def list_records(
    session: ReadSession,
    _who: Cataloguer,
    wanted: Annotated[RecordFilter, Depends(_filter)],
    *,
    offset: Offset = 0,
    limit: Limit = 50,
) -> Records:
    """Return records, those changed last first; ``none`` for a grade finds what has none yet."""
    rows = queries.list_records(session, wanted, "-changed", offset, limit)
    return Records(queries.count_records(session, wanted), rows)


@router.get("/{record_id}", summary="Tell a record of the census")
def show_record(session: ReadSession, _who: Cataloguer, record_id: str) -> Told:
    """Return a record with what the catalogue knows of its copy."""
    return _told(queries.find_record(session, record_id))


@router.post("/copies/{copy_id}", summary="Begin the record of a copy", status_code=201)
def begin(session: WriteSession, _who: Cataloguer, copy_id: str) -> Told:
    """Begin the record of a copy, or return the one that it has."""
    return _told(service.begin_record(session, copy_id))


@router.patch("/{record_id}", summary="Change a record of the census")
def change(session: WriteSession, _who: Cataloguer, record_id: str, given: RecordIn) -> Told:
    """Write what is given over a record; names of fields that there are not are passed over."""
    held = queries.find_record(session, record_id)
    typed = {name: text for name, text in given.fields.items() if name in BY_NAME}
    details, wrong = clean(FIELDS, typed, all_words(session), held.details)
    if wrong:
        raise wrong[0]
    number = held.census_number if given.census_number is None else given.census_number
    return _told(
        service.change_record(session, record_id, given.revision, Written(number, details))
    )


@router.post("/{record_id}/number", summary="Give a record the next census number")
def take_number(session: WriteSession, _who: Cataloguer, record_id: str) -> Told:
    """Give a record that has no number the next one of the library's own codes."""
    return _told(service.take_number(session, record_id))


def _told(record: RecordView) -> Told:
    return Told(record, statement_of(record.details))
