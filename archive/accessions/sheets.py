"""The rows of the registers as they are exported and printed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from archive.accessions import queries
from archive.accessions.corrections import corrections_of
from archive.accessions.deregistering import list_deregistrations
from archive.accessions.models import EntryKind, RegisterCorrection
from archive.accessions.queries import ALL, RegisterFilter
from archive.accessions.schemas import BatchView, DeregistrationRow, ItemRow
from archive.accessions.words import REASONS, SOURCES
from archive.donations.words import MODES
from archive.spreadsheets.cells import Value
from archive.web.i18n import translate

_AT_ONCE = 200


def summary_rows(session: Session, wanted: RegisterFilter = ALL) -> Iterator[tuple[Value, ...]]:
    """Yield the summary register, one tuple of cells an entry."""
    batches = queries.list_batches(session, 0, None, wanted)
    remarks = remarks_of(session, EntryKind.BATCH, [batch.number for batch in batches])
    for batch in batches:
        yield (*_summary_cells(batch), _joined(batch.remark, remarks.get(batch.number, "")))


def _summary_cells(batch: BatchView) -> tuple[Value, ...]:
    return (
        batch.registered_on,
        batch.number,
        source_of(batch),
        batch.note,
        batch.title_count,
        batch.volume_count,
        batch.piece_count,
        yuan(batch.value_cents),
        batch.first_label,
        batch.last_label,
    )


def individual_rows(session: Session, wanted: RegisterFilter = ALL) -> Iterator[tuple[Value, ...]]:
    """Yield the individual register, one tuple of cells a volume, a few hundred at a time."""
    for part in _parts(queries.each_item(session, wanted)):
        remarks = remarks_of(session, EntryKind.ITEM, [item.label for item in part])
        for item in part:
            remark = remarks.get(item.label, "")
            yield (*_individual_cells(item), _joined(item.remark, _gone(item), remark))


def _individual_cells(item: ItemRow) -> tuple[Value, ...]:
    volume = item.volume
    return (
        item.label,
        item.registered_on,
        volume.title.title,
        volume.title.author,
        volume.title.edition,
        volume.title.date_text,
        volume.copy_number,
        volume.label,
        volume.shelfmark,
        item.batch_number,
        source_of(item),
        yuan(item.value_cents),
    )


def deregistered_rows(
    session: Session, month: tuple[int, int] | None = None
) -> Iterator[tuple[Value, ...]]:
    """Yield the register of withdrawals."""
    rows = list_deregistrations(session, 0, None, month)
    remarks = remarks_of(session, EntryKind.DEREGISTRATION, [row.number for row in rows])
    for row in rows:
        yield (*_deregistered_cells(row), _joined(row.remark, remarks.get(row.number, "")))


def _deregistered_cells(row: DeregistrationRow) -> tuple[Value, ...]:
    return (
        row.number,
        row.deregistered_on,
        row.label,
        row.volume.title.title,
        row.volume.label,
        translate(REASONS[row.reason]),
        row.approval,
    )


def source_of(entry: BatchView | ItemRow) -> str:
    """Return how an entry came: as an old book says, or its mode, or that it was held before."""
    if entry.source_text:
        return entry.source_text
    names = {mode.value: name for mode, name in MODES.items()}
    return translate(names[entry.mode] if entry.mode in names else SOURCES[entry.source])


def yuan(cents: int | None) -> float | None:
    """Return a value in yuan, None where there is none."""
    return round(cents / 100, 2) if cents else None


def remarks_of(session: Session, kind: EntryKind, entries: Sequence[str]) -> Mapping[str, str]:
    """Return what corrections say of entries, as one remark each."""
    found = corrections_of(session, kind, entries)
    return {entry: "；".join(_remark(row) for row in rows) for entry, rows in found.items()}


def _remark(row: RegisterCorrection) -> str:
    return f"{row.number}：“{row.was}”应为“{row.is_now}”"


def _gone(item: ItemRow) -> str:
    day = item.volume.deregistered_on
    return "" if day is None else f"{day.isoformat()} 注销"


def _joined(*remarks: str) -> str:
    """Return remarks as one; what an old book says already is not said again."""
    said = ""
    for remark in remarks:
        if remark not in said:
            said = f"{said}；{remark}" if said else remark
    return said


def _parts(items: Iterable[ItemRow]) -> Iterator[list[ItemRow]]:
    part: list[ItemRow] = []
    for item in items:
        part.append(item)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    if part:
        yield part
