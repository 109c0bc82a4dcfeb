"""Which volumes or places get a label: by batch, by place, by accession number, one title."""

import dataclasses

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.accessions.queries import find_batch
from archive.catalogue.models import Volume
from archive.catalogue.queries import find_title, volumes_of
from archive.labels.errors import (
    ChoiceMissingError,
    NothingChosenError,
    RangeReversedError,
    TooManyLabelsError,
)
from archive.locations.queries import find_place, places_in
from archive.locations.schemas import PlaceKind, PlaceView
from archive.stock import queries as stock
from archive.stock.scanning import expect_place, expect_volume
from archive.stock.schemas import VolumeRow

MOST_LABELS = 720
"""Thirty sheets of twenty-four; setting them takes some seconds, and nobody may wait for more."""


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for; the first of these that is given counts.

    ``place`` is scanned or typed, ``first`` and ``last`` are accession numbers.
    """

    batch_id: str = ""
    title_id: str = ""
    place: str = ""
    first: str = ""
    last: str = ""


def chosen_volumes(session: Session, choice: Choice) -> list[VolumeRow]:
    """Return the volumes to be labelled, by accession number, or as they stand at a place.

    Raises:
        InvalidInputError: nothing was chosen, or too much; the error names the field.
    """
    volume_ids = _volume_ids(session, choice)
    if not volume_ids:
        raise NothingChosenError(field=_field(choice))
    _refuse_too_many(len(volume_ids), _field(choice))
    return stock.rows_of(session, volume_ids)


def _volume_ids(session: Session, choice: Choice) -> list[str]:
    if choice.batch_id:
        return [volume.id for volume in find_batch(session, choice.batch_id).volumes]
    if choice.title_id:
        find_title(session, choice.title_id)
        return [volume.id for volume in volumes_of(session, choice.title_id)]
    if choice.place:
        return stock.volume_ids_at(session, expect_place(session, choice.place))
    if choice.first:
        return _numbered(session, choice)
    raise ChoiceMissingError(field="first")


def _numbered(session: Session, choice: Choice) -> list[str]:
    first = expect_volume(session, choice.first, "first")
    last = expect_volume(session, choice.last, "last") if choice.last else first
    low, high = first.accession_number, last.accession_number
    if low is None or high is None:
        return [first.id]
    if low > high:
        raise RangeReversedError(field="last")
    wanted = select(Volume.id).where(Volume.accession_number.between(low, high))
    return list(session.scalars(wanted.order_by(Volume.accession_number).limit(MOST_LABELS + 1)))


def _field(choice: Choice) -> str:
    return "place" if choice.place else "first"


def chosen_places(session: Session, text: str, kinds: frozenset[PlaceKind]) -> list[PlaceView]:
    """Return a place and what is inside it, of the ``kinds`` asked for, as they stand.

    Raises:
        InvalidInputError: there is no such place, or too much in it.
    """
    place = expect_place(session, text)
    inside = [find_place(session, place.id), *places_in(session, place.id, only_open=True)]
    chosen = [each for each in inside if each.kind in kinds]
    if not chosen:
        raise NothingChosenError(field="place")
    _refuse_too_many(len(chosen), "place")
    return chosen


def _refuse_too_many(count: int, field: str) -> None:
    if count > MOST_LABELS:
        raise TooManyLabelsError(field=field, count=count, most=MOST_LABELS)
