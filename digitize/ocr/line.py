"""What an engine is given and what it answers."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from digitize.layout.model import Direction


class LinePicture(Protocol):
    """One line of characters cut from a page: a column, half a note, or a line of print."""

    @property
    def picture(self) -> NDArray[np.uint8]:
        """Gray (height, width), dark on white, rules and neighbours removed."""
        ...

    @property
    def direction(self) -> Direction:
        """How its characters follow one another."""
        ...

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """From where to where each cell reaches along the picture, in pixels; may be empty."""
        ...


@dataclass(frozen=True, slots=True)
class ReadChar:
    """One character as read.

    Attributes:
        char: one code point, no space.
        confidence: 0 to 1, None where the engine does not say.
        position: where its middle lies along the picture, 0 to 1, None where unknown.
    """

    char: str
    confidence: float | None = None
    position: float | None = None


@dataclass(frozen=True, slots=True)
class LineReading:
    """What an engine read on one line; no characters is an answer, not an error."""

    chars: tuple[ReadChar, ...] = ()

    @property
    def text(self) -> str:
        """The characters in order."""
        return "".join(char.char for char in self.chars)

    @property
    def confidence(self) -> float | None:
        """Mean over the characters that have one, None where none has."""
        known = [char.confidence for char in self.chars if char.confidence is not None]
        return sum(known) / len(known) if known else None


def reading_of(text: str, confidence: float | None = None) -> LineReading:
    """Return a reading of plain text; white space is dropped."""
    return LineReading(tuple(ReadChar(char, confidence) for char in text if not char.isspace()))


def join_chars(parts: Iterable[LineReading]) -> LineReading:
    """Return one reading that holds the characters of all."""
    return LineReading(tuple(char for part in parts for char in part.chars))


def line_key(line: LinePicture) -> str:
    """Return the sha256 of a line: its direction, its size and its pixels."""
    height, width = line.picture.shape
    digest = hashlib.sha256(f"{line.direction} {width}x{height}\n".encode())
    digest.update(np.ascontiguousarray(line.picture).tobytes())
    return digest.hexdigest()
