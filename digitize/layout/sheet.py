"""Let the leaves of one sheet vouch for each other: they were ruled alike."""

import numpy as np
from numpy.typing import NDArray

from digitize.layout.columns import Ruling, find_ruling, transfer_ruling
from digitize.layout.frame import Band, find_bands, find_framed_bands

ALIKE = 0.85
"""Leaves of one sheet are as high as each other, but for this part."""


def find_rulings(ink: NDArray[np.uint8]) -> list[Ruling]:
    """Find the rulings of the leaves on a page, from top to bottom; unruled bands are left out.

    Leaves are known by their rules or, where these are worn, by their frames. Where two leaves
    differ, the one with more to see shows where to look on the other.
    """
    bands = find_bands(ink)
    framed = [band for band in find_framed_bands(ink) if not _overlaps(band, bands)]
    bands = sorted([*bands, *framed], key=lambda band: band.top)
    found = [find_ruling(ink, band) for band in bands]
    known = [ruling for ruling in found if ruling is not None]
    if len(bands) < 2 or not known:
        return known
    model = max(known, key=lambda ruling: ruling.evidence)
    return [
        ruling
        for each, band in zip(found, bands, strict=True)
        if (ruling := _adjust(ink, band, each, model)) is not None
    ]


def _adjust(ink: NDArray[np.uint8], band: Band, own: Ruling | None, model: Ruling) -> Ruling | None:
    """Choose between a leaf's own ruling and the model's, if they differ and the leaf is alike."""
    shorter, longer = sorted((_height(band), _height(model.band)))
    if shorter < ALIKE * longer or (own is not None and len(own.xs) == len(model.xs)):
        return own
    moved = transfer_ruling(ink, band, model)
    return own if moved is None else moved


def _overlaps(band: Band, others: list[Band]) -> bool:
    """Say whether a band shares rows with another; by its middle, since frames may touch."""
    middle = (band.top + band.bottom) / 2
    return any(other.top < middle < other.bottom for other in others) or any(
        band.top < (other.top + other.bottom) / 2 < band.bottom for other in others
    )


def _height(band: Band) -> int:
    return band.bottom - band.top
