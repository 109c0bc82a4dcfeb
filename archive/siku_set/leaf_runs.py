"""Half-leaves of a work and the quarters of reprint pages they are on, as runs. Pure.

A leaf list has a line for each half-leaf. Most of them follow one another on both sides, so that
few runs say the same: expanding the runs gives back every half-leaf, in its order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.catalogue.reprint import COLUMNS, ReprintPlace

SIDES = "ab"


@dataclass(frozen=True, slots=True, order=True)
class HalfLeaf:
    """A side of a leaf of a 卷; ``mark`` is what is printed at the number of an inserted one."""

    juan: int
    leaf: int
    side: str
    mark: str = ""

    @property
    def half(self) -> int:
        """Its place when the half-leaves of a 卷 are counted."""
        return 2 * self.leaf + SIDES.index(self.side)

    def __str__(self) -> str:
        return f"{self.juan:03}-{self.mark}{self.leaf}{self.side}"


@dataclass(frozen=True, slots=True)
class PlacedLeaf:
    """A half-leaf and where it is printed; the place has its quarter."""

    leaf: HalfLeaf
    place: ReprintPlace

    @property
    def quarter(self) -> int:
        """The place of its quarter when those of a volume are counted."""
        return quarter_of(self.place)


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` half-leaves, each ``stride`` half-leaves and as many quarters after the last."""

    juan: int
    mark: str
    first_half: int
    volume: int
    first_quarter: int
    stride: int
    length: int

    @property
    def last_half(self) -> int:
        """The last half-leaf of it."""
        return self.first_half + self.stride * (self.length - 1)

    @property
    def last_quarter(self) -> int:
        """The last quarter of it."""
        return self.first_quarter + self.stride * (self.length - 1)

    def at(self, step: int) -> PlacedLeaf:
        """Return the half-leaf after ``step`` others."""
        half = self.first_half + self.stride * step
        leaf = HalfLeaf(self.juan, half // 2, SIDES[half % 2], self.mark)
        return PlacedLeaf(leaf, place_of(self.volume, self.first_quarter + self.stride * step))

    def of_half(self, half: int) -> PlacedLeaf | None:
        """Return a half-leaf by its place in the 卷, None if it is not in this run."""
        return self._at(half - self.first_half)

    def of_quarter(self, quarter: int) -> PlacedLeaf | None:
        """Return what is on a quarter of the volume, None if it is not in this run."""
        return self._at(quarter - self.first_quarter)

    def _at(self, distance: int) -> PlacedLeaf | None:
        step, rest = divmod(distance, self.stride)
        return None if rest or not 0 <= step < self.length else self.at(step)


def quarter_of(place: ReprintPlace) -> int:
    """Return the place of a quarter of a page when those of its volume are counted."""
    return 4 * place.page + COLUMNS.index(place.column)


def place_of(volume: int, quarter: int) -> ReprintPlace:
    """Return the place that :func:`quarter_of` was given."""
    return ReprintPlace(volume, quarter // 4, COLUMNS[quarter % 4])


def runs_of(leaves: Iterable[PlacedLeaf]) -> list[Run]:
    """Return runs that :func:`expand` to ``leaves``, in the same order."""
    runs: list[Run] = []
    for each in leaves:
        longer = _lengthened(runs[-1], each) if runs else None
        if longer is None:
            leaf, place = each.leaf, each.place
            runs.append(Run(leaf.juan, leaf.mark, leaf.half, place.volume, each.quarter, 1, 1))
        else:
            runs[-1] = longer
    return runs


def _lengthened(run: Run, after: PlacedLeaf) -> Run | None:
    """Return ``run`` with ``after`` at its end; None if it does not follow as the others do."""
    leaf = after.leaf
    if (leaf.juan, leaf.mark, after.place.volume) != (run.juan, run.mark, run.volume):
        return None
    stride = leaf.half - run.last_half
    is_alike = run.length == 1 or stride == run.stride
    if stride < 1 or after.quarter - run.last_quarter != stride or not is_alike:
        return None
    return Run(
        run.juan, run.mark, run.first_half, run.volume, run.first_quarter, stride, run.length + 1
    )


def expand(runs: Iterable[Run]) -> Iterator[PlacedLeaf]:
    """Yield every half-leaf of ``runs``."""
    for run in runs:
        for step in range(run.length):
            yield run.at(step)
