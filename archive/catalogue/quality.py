"""What a catalogue still lacks: titles without a call number, a date, a kind, an image.

Each gap has a condition that an index answers. Rooms above bring what they know by gaps of their
own (:class:`Gaps`, in the services of a house); a count stops at :data:`MOST_COUNTED`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from archive.catalogue.models import Copy, Title, Volume
from archive.kernel.errors import N_
from archive.kernel.house import House

MOST_COUNTED = 10_000
"""No gap is counted further: who has more of them to mend knows enough."""


VolumeId = InstrumentedAttribute[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that titles lack. ``label`` and ``hint`` are zh-Hans messages."""

    name: str
    label: str
    hint: str
    condition: Callable[[], ColumnElement[bool]]


class Gaps:
    """The gaps that the rooms of a house know, by name, in the order in which they are shown."""

    def __init__(self, gaps: Iterable[Gap]) -> None:
        self._gaps = {gap.name: gap for gap in gaps}

    def __iter__(self) -> Iterator[Gap]:
        """Iterate over the gaps in their order."""
        return iter(self._gaps.values())

    def get(self, name: str) -> Gap | None:
        """Return the gap called ``name``, None if no room knows it."""
        return self._gaps.get(name)


def gaps_of(house: House) -> Gaps:
    """Return the gaps of a house; those of the catalogue alone if nobody supplied more."""
    found: Gaps = house.services.get(Gaps, OWN)
    return found


def of_volumes(
    name: str, label: str, hint: str, has: Callable[[VolumeId], ColumnElement[bool]]
) -> Gap:
    """Return the gap of titles none of whose volumes ``has`` something, asked by identifier."""

    def condition() -> ColumnElement[bool]:
        having = select(Volume.id).join(Copy, Volume.copy_id == Copy.id)
        return ~having.where(Copy.title_id == Title.id, has(Volume.id)).exists()

    return Gap(name, label, hint, condition)


def _is_empty(column: str) -> Callable[[], ColumnElement[bool]]:
    # Spelt out: a bound value does not let SQLite take the index of those alone.
    return lambda: literal_column(f"titles.{column}") == literal_column("''")


def _has_no_juan() -> ColumnElement[bool]:
    return Title.juan_count.is_(None) & (Title.juan_text == literal_column("''"))


OWN = Gaps(
    (
        Gap("call-number", N_("没有索书号"), N_("排架和提书都靠它"), _is_empty("call_class")),
        Gap("date", N_("没有写年代"), N_("照原书写；推断的加“约”"), _is_empty("date_text")),
        Gap("rights", N_("没有核定版权"), N_("核定之前只有馆员能看"), _is_empty("access_reason")),
        Gap(
            "kind",
            N_("没有文献类型"),
            N_("定了类型才有该类的项目"),
            lambda: Title.material.is_(None),
        ),
        Gap("juan", N_("没有卷数"), N_("不分卷的也写“不分卷”"), _has_no_juan),
    )
)


def count_gap(session: Session, gap: Gap) -> int:
    """Return how many titles lack it, counting no further than one more than the most."""
    some = (
        select(literal_column("1"))
        .select_from(Title)
        .where(gap.condition())
        .limit(MOST_COUNTED + 1)
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(some)) or 0
