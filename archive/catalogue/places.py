"""Where the volumes of a title stand, as its page tells it; a higher room knows."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from sqlalchemy.orm import Session

from archive.accounts.visitors import Visitor
from archive.kernel.house import House


class VolumePlaces(Protocol):
    """What the catalogue must know of the shelves. A volume's own page there is at ``address``."""

    def is_shown_to(self, visitor: Visitor) -> bool:
        """Whether ``visitor`` may see where volumes are, and go there."""
        ...

    def names(self, session: Session, volume_ids: Iterable[str]) -> Mapping[str, str]:
        """Return in words where volumes are; those that nobody has placed are left out."""
        ...

    def address(self, volume_id: str) -> str:
        """Return the address of the page on which a volume is shelved and its moves are told."""
        ...


def places_of(
    house: House, session: Session, visitor: Visitor, volume_ids: Iterable[str]
) -> Mapping[str, tuple[str, str]]:
    """Return where volumes are, in words or empty, and the address that leads to each.

    Nothing for visitors who have no business at the shelves.
    """
    known: VolumePlaces | None = house.services.get(VolumePlaces)
    if known is None or not known.is_shown_to(visitor):
        return {}
    wanted = list(volume_ids)
    names = known.names(session, wanted)
    return {each: (names.get(each, ""), known.address(each)) for each in wanted}
