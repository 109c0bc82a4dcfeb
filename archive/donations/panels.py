"""What the rooms above this one show on a gift's own page: panels of theirs, and the way to them.

The composition root puts one supplier for each room into ``house.services[GiftPanels]``; a panel's
template finds its panel as ``panel`` and what it needs as ``panel.context``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from archive.accounts.visitors import Visitor
from archive.donations.schemas import DonationView
from archive.donations.states.events import Event
from archive.kernel.house import House


class Place(StrEnum):
    """Where on the page a panel stands: under the list, or beside it."""

    MAIN = "main"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Asked:
    """For which gift the page is shown, and to whom."""

    session: Session
    house: House
    visitor: Visitor
    donation: DonationView


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of the page, in the order of ``order``; ``key`` is its anchor on the page.

    ``title`` is in the reader's language already.
    """

    key: str
    title: str
    template: str
    order: int
    place: Place = Place.ASIDE
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """A button at the head of the page; with ``values`` it posts them, else it is a link."""

    label: str
    href: str
    order: int
    is_primary: bool = False
    icon: str = ""
    values: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Supplied:
    """What one room has to say on the page.

    ``ways`` are the addresses at which the steps of a gift are taken that this room looks after,
    an anchor of the page itself among them.
    """

    panels: Sequence[Panel] = ()
    actions: Sequence[Action] = ()
    ways: Mapping[Event, str] = field(default_factory=dict)


Supplier = Callable[[Asked], Supplied]


class GiftPanels(tuple[Supplier, ...]):
    """The suppliers of a house, one for each room that has something to say."""

    __slots__ = ()


def supply(house: House, suppliers: Iterable[Supplier]) -> None:
    """Let ``suppliers`` add to the page of every gift of ``house``."""
    house.services[GiftPanels] = GiftPanels(suppliers)


def gather(asked: Asked) -> Supplied:
    """Return what all rooms have to say, in order."""
    suppliers: GiftPanels = asked.house.services.get(GiftPanels, GiftPanels())
    found = [supplier(asked) for supplier in suppliers]
    return Supplied(
        panels=sorted((x for one in found for x in one.panels), key=lambda panel: panel.order),
        actions=sorted((x for one in found for x in one.actions), key=lambda one: one.order),
        ways={event: href for one in found for event, href in one.ways.items()},
    )
