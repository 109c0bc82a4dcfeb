"""The rooms of the demonstration, their bookcases, and what stands on them."""

from collections.abc import Iterable

from archive.demonstration.holdings import acting
from archive.kernel.house import House
from archive.locations.places import add_places
from archive.locations.queries import find_scanned_place, places_in
from archive.locations.schemas import NewPlaces
from archive.locations.service import ensure_default_locations
from archive.stock.queries import whereabouts_of
from archive.stock.schemas import Cause
from archive.stock.service import move

ROOMS = ("ZG-DF", "ZG-SK")
SHELF = "ZG-SK-01-1"


def furnish(house: House, volume_ids: Iterable[str]) -> None:
    """Make rooms and bookcases where there are none, and put on a shelf what has no place."""
    with acting(house, "guanyuan") as session:
        ensure_default_locations(session)
        for address in ROOMS:
            room = find_scanned_place(session, address)
            if room is not None and not places_in(session, room.id):
                add_places(session, room.id, NewPlaces(1, 4, (6,)))
        shelf = find_scanned_place(session, SHELF)
        if shelf is not None:
            wanted = list(volume_ids)
            placed = whereabouts_of(session, wanted)
            move(session, [each for each in wanted if each not in placed], shelf, Cause.SHELVED)
