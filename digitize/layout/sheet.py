"""Let the leaves of one sheet vouch for each other: they were ruled alike."""

import numpy as np
from numpy.typing import NDArray

from digitize.layout.columns import Ruling, find_ruling, transfer_ruling
from digitize.layout.frame import Band

ALIKE = 0.85
"""Leaves of one sheet are as high as each other, but for this part."""


def find_rulings(ink: NDArray[np.uint8], bands: list[Band]) -> list[Ruling]:
    """Find the rulings of the leaves on a page, from top to bottom; unruled bands are left out.

    Where two leaves differ, the one with more to see shows where to look on the other.
    """
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


def _height(band: Band) -> int:
    return band.bottom - band.top
