"""Entering things in the registers: one transaction, numbers without a gap, never twice.

总括登记 is one entry a batch; 个别登记 one accession number (登录号) a volume. A number that is
rolled back is given out again, and nobody takes one while another's transaction is open.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from archive.accessions.errors import DonationRegisteredError, VolumesMissingError
from archive.accessions.models import AccessionBatch, AccessionItem, Source
from archive.accessions.months import check_follows, check_open
from archive.accessions.queries import (
    find_batch,
    find_batch_of_donation,
    find_batch_of_submission,
)
from archive.accessions.schemas import BatchView, NewHolding, Plan, PlannedLine
from archive.accessions.series import expect_room, following_number, series_for, take_number
from archive.agreements.service import copy_limits
from archive.catalogue import service as catalogue
from archive.catalogue.queries import find_title
from archive.catalogue.schemas import (
    MOST_VOLUMES,
    NewVolume,
    TitleFields,
    TitleKind,
    TitleView,
    VolumeView,
)
from archive.donations import service as donations
from archive.donations.credits import titles_brought
from archive.donations.moves import move
from archive.donations.queries import find_donation
from archive.donations.schemas import DonationView, LineView
from archive.donations.states.events import Event
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.kernel.numbers import last_number, next_number, raise_to

ITEMS = "accession-numbers"


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a batch comes to and the day of its entry; today where none is given."""

    room_id: str | None = None
    day: dt.date | None = None


PLACED = Placing()
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_REFORM = 1956
_BATCH_NUMBER = re.compile(r"(\d{4})-(\d{4,9})")


def plan_registration(
    session: Session, donation_id: str, existing: Mapping[str, str] | None = None
) -> Plan:
    """Return what registering a donation would write; ``existing`` as in ``register_donation``.

    Raises:
        ConflictError: it cannot be registered now; the sentence says why.
    """
    _refuse_second_registration(session, donation_id)
    planned = []
    day, number, ahead = journal.today(session), last_number(session, ITEMS), 0
    series = series_for(session, None, TitleKind.LOCAL_DOCUMENT)
    for line in donations.lines_to_register(session, donation_id):
        first, number = number + 1, number + line.kept.number
        labels = [
            following_number(session, series, day, place)
            for place in (ahead + 1, ahead + line.kept.number)
        ]
        ahead += line.kept.number
        copied = (existing or {}).get(line.id, line.copy_of_title_id or "")
        planned.append(PlannedLine(line, copied, first, number, *labels))
    year = day.year
    following = last_number(session, _batch_series(year)) + 1
    return Plan(_batch_number(year, following), tuple(planned))


def register_donation(
    session: Session,
    donation_id: str,
    submission: str,
    existing: Mapping[str, str] | None = None,
    place: Placing = PLACED,
) -> BatchView:
    """Enter the accepted lines of a donation as one batch.

    Args:
        session: the write session; all is written in its transaction or nothing.
        donation_id: a donation of which every line is decided and one at least is accepted.
        submission: the token of the form, so that a second click finds the first one's batch.
        existing: for some lines, by identifier, the title they are another copy of; a line that
            was marked as a copy (复本) is one unless it is named here with an empty title.
        place: the room it comes to and the day of the entry.

    Raises:
        ConflictError: it is registered already, not wholly decided, or nothing was accepted.
        InvalidInputError: there is no such room; or the day has not come, or is before the gift
            came or was accepted.
    """
    donations.hold_donation(session, donation_id)
    known = find_batch_of_submission(session, submission)
    if known is not None:
        return find_batch(session, known)
    _refuse_second_registration(session, donation_id)
    donation = find_donation(session, donation_id)
    volumes: list[VolumeView] = []
    lines = donations.lines_to_register(session, donation_id)
    if place.day is not None:
        check_follows(place.day, donation.received_on, lines)
    for line in lines:
        copied = (existing or {}).get(line.id, line.copy_of_title_id or "")
        volumes += _enter_line(session, donation, line, copied)
    batch = AccessionBatch(
        submission=submission,
        source=Source.DONATION,
        donation_id=donation_id,
        note=donation.number,
        mode=donation.mode,
        volume_count=sum(line.kept.volumes for line in lines),
        piece_count=sum(line.kept.pieces for line in lines),
        value_cents=sum(line.value_cents or 0 for line in lines),
    )
    move(session, donation_id, Event.ACCESSION)
    copy_limits(session, donation_id, titles_brought(session, donation_id))
    batch = _place(session, batch, place)
    return _write_batch(session, batch, volumes, [Subject("donation", donation_id)])


def _place(session: Session, batch: AccessionBatch, place: Placing) -> AccessionBatch:
    batch.registered_on = place.day or journal.today(session)
    check_open(session, batch.registered_on)
    if place.room_id:
        expect_room(session, place.room_id)
    batch.room_id = place.room_id
    return batch


def _refuse_second_registration(session: Session, donation_id: str) -> None:
    registered = find_batch_of_donation(session, donation_id)
    if registered is not None:
        raise DonationRegisteredError(number=registered.number)


def _enter_line(
    session: Session, donation: DonationView, line: LineView, existing: str
) -> list[VolumeView]:
    title = find_title(session, existing) if existing else _new_title(session, line)
    unit = "册" if line.kept.volumes else "件"
    volumes = [
        NewVolume(label, is_piece=unit == "件") for label in number_volumes(line.kept.number, unit)
    ]
    provenance = f"{donation.number} 第{line.sequence}项"
    donations.mark_registered(session, line.id, title.id, is_copy=bool(existing))
    return catalogue.add_copy(session, title.id, volumes, provenance)


def _new_title(session: Session, line: LineView) -> TitleView:
    fields = TitleFields(
        title=line.title,
        author=line.author,
        material=line.material,
        date_text=line.date_text,
        language=guess_language(line.date_text),
        note=line.note,
    )
    return catalogue.create_title(session, TitleKind.LOCAL_DOCUMENT, fields)


def register_existing(session: Session, holding: NewHolding) -> BatchView:
    """Enter a holding that no donation brought, such as a work of the Siku, as a batch of one.

    The same submission twice is one holding.

    Raises:
        InvalidInputError: a field cannot be used; the error names it.
    """
    known = find_batch_of_submission(session, holding.submission)
    if known is not None:
        return find_batch(session, known)
    if not 1 <= len(holding.volumes) <= MOST_VOLUMES:
        raise VolumesMissingError(field="volume_count", most=MOST_VOLUMES)
    try:
        # Title and numbers go back with the savepoint if another click was first.
        with session.begin_nested():
            return _write_holding(session, holding)
    except IntegrityError:
        known = find_batch_of_submission(session, holding.submission)
        if known is None:
            raise
        return find_batch(session, known)


def _write_holding(session: Session, holding: NewHolding) -> BatchView:
    title = catalogue.create_title(session, holding.kind, holding.fields)
    volumes = catalogue.add_copy(session, title.id, holding.volumes, holding.provenance)
    batch = AccessionBatch(submission=holding.submission, source=Source.EXISTING, note=holding.note)
    return _write_batch(session, _place(session, batch, PLACED), volumes, [])


def _write_batch(
    session: Session,
    batch: AccessionBatch,
    volumes: Sequence[VolumeView],
    also: Sequence[Subject],
) -> BatchView:
    day = batch.registered_on
    batch.number = take_batch_number(session, day)
    batch.registered_by = journal.current_actor(session).id
    batch.title_count = len({volume.title.id for volume in volumes})
    if batch.volume_count is None:  # of a gift it was counted line by line, 册 and 件 apart
        batch.volume_count = len(volumes)
    session.add(batch)
    session.flush()
    for volume in volumes:
        number = next_number(session, ITEMS)
        taken = take_number(session, series_for(session, batch.room_id, volume.title.kind), day)
        session.add(
            AccessionItem(
                number=number,
                batch_id=batch.id,
                volume_id=volume.id,
                series=taken.series,
                sequence=taken.sequence,
                label=taken.label,
            )
        )
        catalogue.set_accession_number(session, volume.id, number, taken.label)
    session.flush()
    written = find_batch(session, batch.id)
    record_batch(session, written, also)
    return written


def record_batch(session: Session, batch: BatchView, also: Sequence[Subject]) -> None:
    """Write in the journal that a batch was entered; ``also`` is what it came from."""
    titles = [Subject("title", volume.title.id) for volume in batch.volumes]
    volumes = [Subject("volume", volume.id) for volume in batch.volumes]
    journal.record(
        session,
        "accessions.batch.registered",
        subject=Subject("accession-batch", batch.id),
        also=[*also, *titles, *volumes],
        after={
            "number": batch.number,
            "source": batch.source,
            "note": batch.note,
            "title_count": batch.title_count,
            "volume_count": batch.volume_count,
            "first_number": batch.first_number,
            "last_number": batch.last_number,
            "first_label": batch.first_label,
            "last_label": batch.last_label,
        },
    )


def number_volumes(count: int, unit: str = "册") -> list[str]:
    """Return the labels of ``count`` volumes, or of as many 件; one alone is 全一册."""
    return [f"全一{unit}"] if count == 1 else [f"第{n}{unit}" for n in range(1, count + 1)]


def guess_language(date_text: str) -> str:
    """Return ``zh-Hans`` for what was printed after the reform of characters in 1956."""
    years = [int(year) for year in _YEAR.findall(date_text)]
    return "zh-Hans" if years and max(years) >= _REFORM else "zh-Hant"


def take_batch_number(session: Session, day: dt.date) -> str:
    """Take the next number of the summary register for an entry of ``day``."""
    return _batch_number(day.year, next_number(session, _batch_series(day.year)))


def pass_batch_number(session: Session, number: str) -> None:
    """Let the summary register go on behind a number that was given out elsewhere."""
    found = _BATCH_NUMBER.fullmatch(number)
    if found is not None:
        raise_to(session, _batch_series(int(found[1])), int(found[2]))


def _batch_series(year: int) -> str:
    return f"accession-batches-{year}"


def _batch_number(year: int, number: int) -> str:
    return f"{year}-{number:04}"
