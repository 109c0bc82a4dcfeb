"""How sample columns are typed: `(right/left)` a note, `　` an empty cell, `^1|` raised by one."""

import re
from dataclasses import dataclass
from typing import Final

BLANK: Final = "\u3000"
_RAISED: Final = re.compile(r"^\^(\d)\|")
_PIECES: Final = re.compile(r"\(([^/()]*)/([^/()]*)\)|([^()]+)")


@dataclass(frozen=True)
class Piece:
    """A stretch of a typed column; `main` is empty in a note."""

    main: str = ""
    right: str = ""
    left: str = ""

    @property
    def is_note(self) -> bool:
        return not self.main

    @property
    def length(self) -> int:
        """Cells taken along the column."""
        return len(self.main) if self.main else max(len(self.right), len(self.left))


@dataclass(frozen=True)
class TypedColumn:
    """A column as typed: how many cells it starts above the frame, and its pieces."""

    raised: int
    pieces: tuple[Piece, ...]

    @property
    def length(self) -> int:
        """Cells taken, those above the frame included."""
        return sum(piece.length for piece in self.pieces)


def parse_column(typed: str) -> TypedColumn:
    """Read the notation of one column."""
    raised = _RAISED.match(typed)
    body = typed[raised.end() :] if raised else typed
    pieces = tuple(
        Piece(main=match[3] or "", right=match[1] or "", left=match[2] or "")
        for match in _PIECES.finditer(body)
    )
    return TypedColumn(raised=int(raised[1]) if raised else 0, pieces=pieces)
