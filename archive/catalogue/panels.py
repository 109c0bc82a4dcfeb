"""What the rooms above this one show on a title's page at the desk: panels of theirs.

The composition root puts one supplier for each room into ``house.services[TitlePanels]``; a panel's
template finds its panel as ``panel`` and what it needs as ``panel.context``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from archive.accounts.visitors import Visitor
from archive.catalogue.schemas import TitleView
from archive.kernel.house import House


@dataclass(frozen=True, slots=True)
class Asked:
    """For which title the page is shown, and to whom."""

    session: Session
    house: House
    visitor: Visitor
    title: TitleView


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of the page, in the order of ``order``; ``key`` is its anchor on the page.

    ``title`` is in the reader's language already. ``is_aside`` puts it beside the form.
    """

    key: str
    title: str
    template: str
    order: int
    is_aside: bool = False
    context: Mapping[str, Any] = field(default_factory=dict)


Supplier = Callable[[Asked], Sequence[Panel]]


class TitlePanels(tuple[Supplier, ...]):
    """The suppliers of a house, one for each room that has something to say."""

    __slots__ = ()


def supply(house: House, suppliers: Iterable[Supplier]) -> None:
    """Let ``suppliers`` add to the page of every title of ``house``."""
    house.services[TitlePanels] = TitlePanels(suppliers)


def gather(asked: Asked) -> list[Panel]:
    """Return what all rooms have to say, in order."""
    suppliers: TitlePanels = asked.house.services.get(TitlePanels, TitlePanels())
    found = [panel for supplier in suppliers for panel in supplier(asked)]
    return sorted(found, key=lambda panel: panel.order)
