"""Put the characters read on a line into the cells that layout found there. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from digitize.layout.model import Box, Direction
from digitize.ocr.line import LineReading, ReadChar

_SHARING_COST: Final = 1e6  # more than any distance: a cell is shared only when it must be


@dataclass(frozen=True, slots=True)
class PlacedChar:
    """A character with its place on the page.

    Attributes:
        cell: number of its cell on the line.
        box: the cell, or its share of the cell where several characters stand in one.
    """

    char: str
    confidence: float | None
    cell: int
    box: Box


def place_reading(
    reading: LineReading,
    cells: Sequence[Box],
    centres: Sequence[float],
    direction: Direction,
) -> tuple[PlacedChar, ...]:
    """Distribute the characters over the cells; none is lost and none overtakes another.

    Equal counts go one to one. Otherwise each character goes to the cell nearest to where it was
    seen (or where it would stand if all were spread evenly), two into one cell only when there
    are fewer cells than characters.

    Args:
        reading: what was read on the line.
        cells: at least one, in order, in pixels of the page.
        centres: where each cell's middle lies along the line's picture, 0 to 1.
        direction: along which a cell is divided.
    """
    seats = _choose_seats(_positions(reading.chars), centres)
    placed = []
    for number, char in enumerate(reading.chars):
        seat = seats[number]
        first, count = seats.index(seat), seats.count(seat)
        box = _share(cells[seat], number - first, count, direction)
        placed.append(PlacedChar(char.char, char.confidence, seat, box))
    return tuple(placed)


def _positions(chars: Sequence[ReadChar]) -> list[float]:
    """Return where each character stands, 0 to 1, never going back."""
    positions: list[float] = []
    for number, char in enumerate(chars):
        even = (number + 0.5) / len(chars)
        seen = even if char.position is None else min(1.0, max(0.0, char.position))
        positions.append(max(seen, positions[-1]) if positions else seen)
    return positions


def _choose_seats(positions: Sequence[float], centres: Sequence[float]) -> list[int]:
    """Return a cell for each character, in order, at the least total distance."""
    if len(positions) == len(centres):
        return list(range(len(positions)))
    costs: list[list[float]] = []
    came_from: list[list[int]] = []
    for number, position in enumerate(positions):
        before = costs[-1] if number else None
        row, back = _next_row(before, [abs(position - centre) for centre in centres])
        costs.append(row)
        came_from.append(back)
    return _trace_back(costs, came_from)


def _next_row(
    before: Sequence[float] | None, distances: Sequence[float]
) -> tuple[list[float], list[int]]:
    """Return the least cost of ending in each cell, and the cell of the character before."""
    if before is None:
        return list(distances), [0] * len(distances)
    row, back = [], []
    best, best_cell = float("inf"), 0
    for cell, distance in enumerate(distances):
        shared = before[cell] + _SHARING_COST
        chosen, source = (best, best_cell) if best <= shared else (shared, cell)
        row.append(chosen + distance)
        back.append(source)
        if before[cell] < best:
            best, best_cell = before[cell], cell
    return row, back


def _trace_back(costs: Sequence[Sequence[float]], came_from: Sequence[Sequence[int]]) -> list[int]:
    if not costs:
        return []
    cell = min(range(len(costs[-1])), key=costs[-1].__getitem__)
    seats = [cell]
    for back in reversed(came_from[1:]):
        cell = back[cell]
        seats.append(cell)
    return seats[::-1]


def _share(box: Box, number: int, count: int, direction: Direction) -> Box:
    if count == 1:
        return box
    if direction is Direction.VERTICAL:
        step = box.height / count
        top, foot = box.y0 + number * step, box.y0 + (number + 1) * step
        return Box(box.x0, round(top), box.x1, round(foot))
    step = box.width / count
    left, right = box.x0 + number * step, box.x0 + (number + 1) * step
    return Box(round(left), box.y0, round(right), box.y1)
