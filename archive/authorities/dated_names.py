"""Which name held in a year, and in what a place then lay. Pure.

A name holds from its first year on until, in its last year, another one comes: 醴陵州 (1295–1369)
follows 醴陵縣, so that 1295 is the first year of 醴陵州 and 1369 the first of 醴陵縣 again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

BEFORE_ALL = -10_000
AFTER_ALL = 10_000
MOST_FLOORS = 12


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name with its years, None where it is open; ``parent_id`` is in what a place then lay."""

    text: str
    year_from: int | None = None
    year_to: int | None = None
    parent_id: str | None = None

    @property
    def first(self) -> int:
        """The year from which it holds, long ago if that is open."""
        return BEFORE_ALL if self.year_from is None else self.year_from

    @property
    def last(self) -> int:
        """The year in which another name came, far off if that is open."""
        return AFTER_ALL if self.year_to is None else self.year_to


@dataclass(frozen=True, slots=True)
class DatedPlace:
    """A place as it is called today, with the names that it bore."""

    name: str
    names: Sequence[DatedName] = ()


def valid_at(names: Iterable[DatedName], year: int) -> DatedName | None:
    """Return the name that held in ``year``, the one that came last if several did."""
    held = [each for each in names if each.first <= year <= each.last]
    return max(held, key=lambda each: (each.first, -each.last), default=None)


def name_at(place: DatedPlace, year: int) -> str:
    """Return what a place was called in ``year``: as today, where nothing else is known."""
    found = valid_at(place.names, year)
    return found.text if found else place.name


def parents_at(places: Mapping[str, DatedPlace], place_id: str, year: int) -> list[str]:
    """Return in what a place lay in ``year``, the nearest first, as they were called then.

    What comes round to a place already named ends the way.
    """
    found: list[str] = []
    seen = {place_id}
    here = places.get(place_id)
    while here is not None and len(found) < MOST_FLOORS:
        name = valid_at(here.names, year)
        parent_id = name.parent_id if name else None
        if parent_id is None or parent_id in seen:
            break
        seen.add(parent_id)
        here = places.get(parent_id)
        if here is not None:
            found.append(name_at(here, year))
    return found


def in_order(names: Iterable[DatedName]) -> list[DatedName]:
    """Return names in the order in which they came."""
    return sorted(names, key=lambda each: (each.first, each.last, each.text))
