"""Reading the rows of a table: each cell by its column, blank ones by what stands above."""

import datetime as dt
from collections.abc import Mapping, Sequence

from archive.catalogue.schemas import MOST_VOLUMES
from archive.donations.kinds import AcquisitionMode, Decision
from archive.exchange.recognising import words
from archive.exchange.recognising.counts import read_cents
from archive.exchange.recognising.donor_lists import read_donor
from archive.exchange.recognising.fields import LABELS, Field
from archive.exchange.recognising.lines import Assumptions, TypedDonor, TypedRow
from archive.exchange.recognising.problems import Said, error, note, warning
from archive.exchange.recognising.row_cells import LENGTHS, RowCells
from archive.spreadsheets.cells import Row
from archive.text.dates import read_date

MOST_PIECES = 1_000_000


class RowReader:
    """Reads row after row; it remembers the last donor and day for the rows below."""

    def __init__(
        self,
        fields: Mapping[int, Field],
        headings: Sequence[str],
        assumed: Assumptions,
        today: dt.date,
    ) -> None:
        self._fields = fields
        self._headings = headings
        self._assumed = assumed
        self._today = today
        self._above: TypedRow | None = None

    def read(self, row: Row) -> TypedRow:
        """Return what a row says, with what is wrong in it."""
        typed = TypedRow(row.number, frozenset(self._fields.values()))
        cells = RowCells(row, self._fields, typed)
        cells.tell_faults(self._headings)
        typed.line_id = cells.identifier(Field.LINE_ID)
        self._read_gift(cells, typed)
        self._read_counts(cells, typed)
        self._read_line(cells, typed)
        self._read_decision(cells, typed)
        self._above = typed
        return typed

    def _read_gift(self, cells: RowCells, typed: TypedRow) -> None:
        typed.donation_number = cells.text(Field.DONATION_NUMBER)
        typed.donation_note = cells.text(Field.DONATION_NOTE)
        typed.donor = self._donor(cells, typed)
        typed.received_on = self._day(cells, typed)
        above = self._above if _is_inherited(cells) else None
        # What we wrote ourselves is taken as it stands.
        assumed = Assumptions() if typed.line_id else self._assumed
        campaign, branch = cells.text(Field.CAMPAIGN), cells.text(Field.BRANCH)
        typed.campaign = campaign or (above.campaign if above else "") or assumed.campaign
        typed.branch = branch or (above.branch if above else "") or assumed.branch
        mode = cells.word(Field.MODE, words.read_mode, words.MODE_WORDS)
        typed.mode = mode or (above.mode if above else assumed.mode)

    def _donor(self, cells: RowCells, typed: TypedRow) -> TypedDonor:
        donor_id, name = cells.identifier(Field.DONOR_ID), cells.text(Field.DONOR_NAME)
        if not donor_id and not name:
            if self._above is not None and self._above.donor.name and not self._assumed.donor:
                said = note if cells.is_alone(Field.DONOR_NAME) else warning
                typed.problems.append(said(Said.DONOR_ABOVE, value=self._above.donor.name))
                return self._above.donor
            name = self._assumed.donor
        if not donor_id and not name:
            typed.problems.append(error(Said.DONOR_MISSING, cells.column(Field.DONOR_NAME)))
        return read_donor(cells, typed.given, donor_id, name)

    def _day(self, cells: RowCells, typed: TypedRow) -> dt.date | None:
        day = cells.day(Field.RECEIVED_ON, self._today)
        if day is not None or not cells.is_blank(Field.RECEIVED_ON):
            return day
        above = self._above
        if above is not None and above.received_on and above.donor == typed.donor:
            typed.problems.append(note(Said.DAY_ABOVE, value=above.received_on))
            return above.received_on
        if self._assumed.day is None:
            typed.problems.append(error(Said.DAY_MISSING, cells.column(Field.RECEIVED_ON)))
        else:
            typed.problems.append(warning(Said.DAY_ASSUMED, value=self._assumed.day))
        return self._assumed.day

    def _read_line(self, cells: RowCells, typed: TypedRow) -> None:
        title = cells.text(Field.TITLE)
        # What we wrote ourselves is taken as it stands.
        typed.title = title if typed.line_id else _without_brackets(title)
        if not typed.title:
            typed.problems.append(error(Said.TITLE_MISSING, cells.column(Field.TITLE)))
        typed.author = cells.text(Field.AUTHOR)
        typed.date_text = cells.text(Field.DATE_TEXT)
        written = read_date(typed.date_text)
        typed.year_from, typed.year_to = written.year_from, written.year_to
        if written.problem is not None:
            # What could mean several eras is kept as it is written; what cannot be is a mistake.
            said = warning if written.problem.is_unclear else error
            why, values = written.problem.sentence, dict(written.problem.values)
            column = cells.column(Field.DATE_TEXT)
            typed.problems.append(said(Said.IMPOSSIBLE_DATE, column, why=why, why_values=values))
        typed.material = cells.word(Field.MATERIAL, words.read_material, words.MATERIAL_WORDS)
        typed.condition = cells.text(Field.CONDITION)
        typed.value_note = cells.text(Field.VALUE_NOTE)
        if not cells.is_blank(Field.VALUE):
            column = cells.column(Field.VALUE) or 0
            typed.value_cents, problem = read_cents(cells.cell(Field.VALUE), column)
            typed.problems.extend([problem] if problem else [])
        own = cells.text(Field.NOTE)
        typed.is_copy = bool(cells.word(Field.IS_COPY, words.read_yes, words.YES_WORDS))
        if Field.IS_COPY not in typed.given and words.is_copy_remark(own):
            typed.is_copy = True
        typed.copy_of = cells.identifier(Field.COPY_OF)
        typed.note = "；".join([part for part in (own, *cells.others(self._headings)) if part])
        if len(typed.note) > LENGTHS[Field.NOTE]:
            typed.problems.append(error(Said.TOO_LONG, limit=LENGTHS[Field.NOTE]))

    def _read_counts(self, cells: RowCells, typed: TypedRow) -> None:
        volumes, is_pieces = cells.count(Field.VOLUMES, MOST_VOLUMES)
        pieces, _ = cells.count(Field.PIECES, MOST_PIECES)
        if is_pieces:
            volumes, pieces = None, pieces if pieces is not None else volumes
        typed.piece_count = pieces or 0
        if volumes is not None:
            typed.volume_count = volumes
        elif typed.piece_count:
            typed.volume_count = 0
        elif cells.is_blank(Field.VOLUMES) and cells.is_blank(Field.PIECES):
            typed.problems.append(warning(Said.COUNT_ASSUMED, cells.column(Field.VOLUMES)))
        if volumes == 0 and not typed.piece_count:
            column = cells.column(Field.VOLUMES)
            typed.problems.append(error(Said.NO_COUNT, column, value=cells.text(Field.VOLUMES)))

    def _read_decision(self, cells: RowCells, typed: TypedRow) -> None:
        text = cells.text(Field.DECISION)
        typed.leaves = words.read_exit(text) or words.read_exit(cells.text(Field.STAGE))
        decision = None
        if words.read_exit(text) is None:
            decision = cells.word(Field.DECISION, words.read_decision, words.DECISION_WORDS)
        typed.accepted_count = cells.count(Field.ACCEPTED, MOST_VOLUMES)[0]
        typed.reason = cells.text(Field.REASON)
        typed.decided_on = cells.day(Field.DECIDED_ON, self._today)
        if decision is None and not text and typed.leaves is None:
            decision = self._assumed.decision
            if decision is not Decision.PENDING:
                label = words.DECISION_LABELS[decision]
                typed.problems.append(note(Said.DECISION_ASSUMED, value=label))
        typed.decision = decision or Decision.PENDING
        typed.is_decided = bool(text)
        _settle_decision(cells, typed)
        _read_deposit(cells, typed, self._today)


def _settle_decision(cells: RowCells, typed: TypedRow) -> None:
    """Let decision, number and day agree with each other."""
    _settle_mode(cells, typed)
    _settle_part(cells, typed)
    if typed.decision is Decision.PENDING:
        typed.decided_on, typed.reason = None, ""
        return
    if typed.decision is Decision.DECLINED and not typed.reason:
        typed.reason = words.UNWRITTEN_REASON
        column = cells.column(Field.DECISION)
        typed.problems.append(warning(Said.REASON_ASSUMED, column, value=typed.reason))
    if typed.decided_on is None and cells.is_blank(Field.DECIDED_ON):
        typed.decided_on = typed.received_on
        if typed.received_on is not None:
            typed.problems.append(note(Said.DECIDED_AS_RECEIVED, value=typed.received_on))


def _read_deposit(cells: RowCells, typed: TypedRow, today: dt.date) -> None:
    """Read until when something is deposited, which may be to come, and when it went back."""
    days = ((Field.DEPOSIT_UNTIL, dt.date.max), (Field.RETURNED_ON, today))
    for field, latest in days:
        text = cells.cell(field).text
        if text and typed.decision is not Decision.DEPOSITED:
            typed.problems.append(note(Said.NO_DEPOSIT, field=LABELS[field], value=text))
            typed.note = "；".join(filter(None, (typed.note, f"{LABELS[field]}：{text}")))
            continue
        day = cells.day(field, latest)
        if day is not None and typed.decided_on is not None and day < typed.decided_on:
            values = {"value": day.isoformat(), "day": typed.decided_on.isoformat()}
            typed.problems.append(error(Said.BEFORE_DEPOSIT, cells.column(field), **values))
        if field is Field.RETURNED_ON:
            typed.returned_on = day
        else:
            typed.deposit_until = day
    if len(typed.note) > LENGTHS[Field.NOTE]:
        typed.problems.append(error(Said.TOO_LONG, limit=LENGTHS[Field.NOTE]))


def _settle_mode(cells: RowCells, typed: TypedRow) -> None:
    """What comes as a deposit cannot be accepted, but only taken as one."""
    if typed.mode is not AcquisitionMode.DEPOSIT:
        return
    if typed.decision is Decision.ACCEPTED:
        typed.decision = Decision.DEPOSITED
    if typed.decision is Decision.PARTLY_ACCEPTED:
        values = {"mode": words.MODE_LABELS[typed.mode], "value": cells.text(Field.DECISION)}
        typed.problems.append(error(Said.MODE_DECISION, cells.column(Field.DECISION), **values))


def _settle_part(cells: RowCells, typed: TypedRow) -> None:
    """Accepted with fewer 册 than there are means accepted in part."""
    things = typed.volume_count or typed.piece_count
    if typed.decision is Decision.ACCEPTED and typed.accepted_count not in (None, things):
        typed.decision = Decision.PARTLY_ACCEPTED
    if typed.decision is not Decision.PARTLY_ACCEPTED:
        typed.accepted_count = None
    elif typed.accepted_count is None or not 0 < typed.accepted_count < things:
        column = cells.column(Field.ACCEPTED)
        column = cells.column(Field.DECISION) if column is None else column
        typed.problems.append(error(Said.ACCEPTED_COUNT, column))


def _is_inherited(cells: RowCells) -> bool:
    return cells.is_blank(Field.DONOR_NAME) and cells.is_blank(Field.DONOR_ID)


def _without_brackets(title: str) -> str:
    inner = title[1:-1]
    is_one = title[:1] == "《" and title[-1:] == "》" and not set("《》") & set(inner)
    return inner if is_one else title
