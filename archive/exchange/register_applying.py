"""Writing a register that is taken over: titles, copies, volumes with the numbers they bear."""

from sqlalchemy.orm import Session

from archive.accessions.taking_over import OldBatch, OldVolume, take_over
from archive.catalogue import service as catalogue
from archive.catalogue.schemas import NewVolume, TitleFields, TitleKind
from archive.exchange.applying import Made, naming
from archive.exchange.plans import BatchPlan, Plan, RowPlan
from archive.exchange.recognising.lines import TypedRow
from archive.exchange.recognising.words import read_source
from archive.exchange.register_plans import books_of, edition_key
from archive.kernel.journal import Subject


def take_over_register(session: Session, plan: Plan, why: str) -> list[Made]:
    """Write everything that ``plan`` says of a register.

    Raises:
        RowRefusedError: a row cannot be written after all; nothing is to be kept then.
    """
    made: list[Made] = []
    titles: dict[str, str] = {}
    for batch in plan.batches:
        with naming(batch.rows[0].row.number):
            made += _write_batch(session, batch, titles, why)
    return made


def _write_batch(
    session: Session, batch: BatchPlan, titles: dict[str, str], why: str
) -> list[Made]:
    made: list[Made] = []
    volumes: dict[int, OldVolume] = {}
    inside: set[str] = set()
    for rows in books_of(batch.rows).values():
        key = edition_key(rows[0].row)
        if key not in titles:
            titles[key] = rows[0].original_title_id or _make_title(session, rows[0].row)
            if rows[0].original_title_id is None:
                made.append(_made("title", titles[key], rows[0]))
        inside.add(titles[key])
        volumes |= _add_copy(session, titles[key], rows, why)
    source = read_source(batch.rows[0].row.source)
    written = take_over(
        session,
        OldBatch(
            registered_on=batch.registered_on,
            # A book is written in the order of its numbers, whatever belongs together.
            volumes=tuple(volumes[number] for number in sorted(volumes)),
            title_count=len(inside),
            number=batch.number,
            note=why[:300],
            mode=source.mode,
            source_text=source.text,
            is_gift=source.is_gift,
        ),
    )
    subject = Subject("accession-batch", written.id)
    row_number = batch.rows[0].row.number
    return [*made, Made(subject, written.number, is_new=True, row_number=row_number)]


def _made(kind: str, identifier: str, plan: RowPlan) -> Made:
    subject = Subject(kind, identifier)
    return Made(subject, plan.row.title, is_new=True, row_number=plan.row.number)


def _make_title(session: Session, row: TypedRow) -> str:
    fields = TitleFields(
        title=row.title, author=row.author, edition=row.edition, date_text=row.date_text
    )
    return catalogue.create_title(session, TitleKind.LOCAL_DOCUMENT, fields).id


def _add_copy(
    session: Session, title_id: str, rows: list[RowPlan], why: str
) -> dict[int, OldVolume]:
    labels = [_volume_label(plan.row, place, len(rows)) for place, plan in enumerate(rows, 1)]
    volumes = [
        NewVolume(label, plan.row.shelfmark) for label, plan in zip(labels, rows, strict=True)
    ]
    notes = dict.fromkeys(plan.row.note for plan in rows if plan.row.note)
    provenance = "；".join([why, *notes])
    added = catalogue.add_copy(session, title_id, volumes, provenance[:300])
    return {
        plan.row.number: OldVolume(volume.id, plan.row.label, plan.row.value_cents, plan.row.note)
        for volume, plan in zip(added, rows, strict=True)
    }


def _volume_label(row: TypedRow, place: int, count: int) -> str:
    return row.volume_label or ("全一册" if count == 1 else f"第{place}册")
