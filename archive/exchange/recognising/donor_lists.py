"""Lists of donors without what they gave."""

from collections.abc import Mapping, Sequence

from archive.exchange.recognising import words
from archive.exchange.recognising.fields import CONTACT, Field
from archive.exchange.recognising.lines import TypedDonor, TypedRow
from archive.exchange.recognising.problems import Said, error
from archive.exchange.recognising.row_cells import RowCells
from archive.spreadsheets.cells import Row


def read_donor(cells: RowCells, given: frozenset[Field], donor_id: str, name: str) -> TypedDonor:
    """Return the donor that a row tells of, whose name and identifier were read already."""
    is_anonymous = cells.word(Field.IS_ANONYMOUS, words.read_yes, words.YES_WORDS)
    return TypedDonor(
        id=donor_id,
        name=name,
        kind=cells.word(Field.DONOR_KIND, words.read_donor_kind, words.DONOR_WORDS),
        unit=cells.text(Field.UNIT),
        is_anonymous=True if is_anonymous is None and words.is_unnamed(name) else is_anonymous,
        credit_name=cells.text(Field.CREDIT_NAME),
        on_roll=cells.word(Field.ON_ROLL, words.read_yes, words.YES_WORDS),
        contact={field: cells.text(field) for field in sorted(CONTACT & given)},
    )


def read_donor_row(row: Row, fields: Mapping[int, Field], headings: Sequence[str]) -> TypedRow:
    """Return what a row of a list of donors says."""
    typed = TypedRow(row.number, frozenset(fields.values()))
    cells = RowCells(row, fields, typed)
    cells.tell_faults(headings)
    donor_id, name = cells.identifier(Field.DONOR_ID), cells.text(Field.DONOR_NAME)
    if not name and not donor_id:
        typed.problems.append(error(Said.DONOR_MISSING, cells.column(Field.DONOR_NAME)))
    typed.donor = read_donor(cells, typed.given, donor_id, name)
    return typed
