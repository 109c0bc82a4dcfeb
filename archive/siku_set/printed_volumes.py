"""The printed volumes of the set that the library holds: made by their numbers, and shelved."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from archive.catalogue.models import Copy, Volume
from archive.catalogue.schemas import NewVolume
from archive.catalogue.series import add_numbered_volumes
from archive.locations.schemas import PlaceView
from archive.siku_set.errors import SetMissingError, VolumeRangeError
from archive.siku_set.queries import find_set
from archive.siku_set.schemas import PRINTED_VOLUMES
from archive.siku_set.service import ensure_set
from archive.stock.models import Cause
from archive.stock.service import move


def make_volumes(session: Session, first: int, last: int, copy_number: int = 1) -> list[str]:
    """Make printed volumes ``first`` to ``last`` of a copy of the set; return their identifiers.

    Those of the range that the copy has already stay as they are.

    Raises:
        VolumeRangeError: there are no such volumes.
    """
    _refuse_range(first, last)
    series, _ = ensure_set(session)
    held = set(session.scalars(_held(series.id, copy_number).with_only_columns(Volume.sequence)))
    new = {
        number: NewVolume(f"第{number}册")
        for number in range(first, last + 1)
        if number not in held
    }
    return add_numbered_volumes(session, series.id, copy_number, new) if new else []


def shelve_volumes(
    session: Session, first: int, last: int, place: PlaceView, copy_number: int = 1
) -> int:
    """Say that printed volumes stand at a place; return how many were moved there.

    Raises:
        VolumeRangeError: there are no such volumes.
        SetMissingError: the library holds none of them.
        PlaceClosedError: the place is no longer in use.
    """
    _refuse_range(first, last)
    series = find_set(session)
    wanted = (
        []
        if series is None
        else list(
            session.scalars(
                _held(series.id, copy_number)
                .with_only_columns(Volume.id)
                .where(Volume.sequence.between(first, last), Volume.deregistered_on.is_(None))
                .order_by(Volume.sequence)
            )
        )
    )
    if not wanted:
        raise SetMissingError
    return len(move(session, wanted, place, Cause.SHELVED))


def count_volumes(session: Session) -> int:
    """Return how many printed volumes of the set are held, in all copies."""
    series = find_set(session)
    if series is None:
        return 0
    counted = select(func.count()).select_from(Volume).join(Copy, Volume.copy_id == Copy.id)
    is_held = Volume.deregistered_on.is_(None)
    return session.scalar(counted.where(Copy.title_id == series.id, is_held)) or 0


def _held(series_id: str, copy_number: int) -> Select[Volume]:
    joined = select(Volume).join(Copy, Volume.copy_id == Copy.id)
    return joined.where(Copy.title_id == series_id, Copy.number == copy_number)


def _refuse_range(first: int, last: int) -> None:
    if not 1 <= first <= last <= PRINTED_VOLUMES:
        raise VolumeRangeError(field="first")
