"""How many things a line is: its 册, or its 件 where it has no 册 (photographs, contracts)."""

from typing import NamedTuple


class Things(NamedTuple):
    """So many 册 and 件."""

    volumes: int
    pieces: int

    @property
    def number(self) -> int:
        """How many single things there are to be numbered: the 册, or else the 件."""
        return self.volumes or self.pieces


def kept_of(volumes: int, pieces: int, accepted: int | None) -> Things:
    """Return what of a line is kept; ``accepted`` is None where it is not accepted in part only.

    A part is a part of the 册, or of the 件 where there are no 册.
    """
    if accepted is None:
        return Things(volumes, pieces)
    return Things(accepted, pieces) if volumes else Things(0, accepted)
