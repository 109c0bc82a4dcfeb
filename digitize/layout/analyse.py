"""Find the layout of a page picture."""

import numpy as np
from numpy.typing import NDArray

from digitize.layout.columns import Ruling, find_ruling
from digitize.layout.frame import find_bands
from digitize.layout.heads import raise_heads
from digitize.layout.leaf import Part, split_leaf
from digitize.layout.model import Box, PageLayout, Panel, PanelKind, Profile
from digitize.layout.reading import read_columns
from digitize.layout.view import View, make_view

SMALLEST_PX = 32
"""A picture narrower or lower than this holds no page."""


def analyse(image: NDArray[np.uint8], profile: str | None = None) -> PageLayout:
    """Find panels, columns, runs and cells of a page.

    Args:
        image: `(height, width)` gray or `(height, width, 3)` BGR pixels.
        profile: a `Profile` value when the kind of page is known; otherwise it is found.

    Returns:
        The layout in pixels of `image`; without panels when there is no text.

    Raises:
        ValueError: there is no such profile.
    """
    wanted = Profile(profile) if profile is not None else None
    height, width = image.shape[:2]
    if min(height, width) < SMALLEST_PX or wanted is Profile.PICTURE:
        return PageLayout(width, height, Profile.PICTURE, 0.0, ())
    view = make_view(image)
    rulings = _find_rulings(view) if wanted in RULED or wanted is None else []
    if rulings:
        found = Profile.REPRINT_SHEET if len(rulings) > 1 else Profile.SIKU_LEAF
        panels = _ruled_panels(view, rulings)
        return PageLayout(width, height, wanted or found, view.degrees, panels)
    return PageLayout(width, height, Profile.PICTURE, 0.0, ())


RULED = (Profile.SIKU_LEAF, Profile.REPRINT_SHEET)


def _find_rulings(view: View) -> list[Ruling]:
    rulings = (find_ruling(view.ink, band) for band in find_bands(view.ink))
    return [ruling for ruling in rulings if ruling is not None]


def _ruled_panels(view: View, rulings: list[Ruling]) -> tuple[Panel, ...]:
    panels: list[Panel] = []
    ceiling = 0
    for number, ruling in enumerate(rulings, start=1):
        parts = split_leaf(view.ink, ruling)
        for part, name in zip(parts, _name_parts(parts, number), strict=True):
            panels.append(_make_panel(view, part, name, ceiling))
        ceiling = ruling.band.bottom
    return tuple(panels)


def _name_parts(parts: list[Part], number: int) -> list[str]:
    """Name the sides of a leaf: side a is right of its fold, side b left of it."""
    kinds = [part.kind for part in parts]
    names = []
    for index, kind in enumerate(kinds):
        if kind is PanelKind.FOLD:
            names.append(f"{number}-fold")
        elif PanelKind.FOLD in kinds[index + 1 : index + 2]:
            names.append(f"{number}a")
        elif PanelKind.FOLD in kinds[max(0, index - 1) : index]:
            names.append(f"{number}b")
        else:
            names.append(f"{number}")
    return names


def _make_panel(view: View, part: Part, name: str, ceiling: int) -> Panel:
    is_body = part.kind is PanelKind.HALF_LEAF
    edges = raise_heads(view.ink, part.columns, ceiling) if is_body else part.columns
    columns = read_columns(view, edges, notes=True)
    return Panel(name, part.kind, surround([column.box for column in columns]), columns)


def surround(boxes: list[Box]) -> Box:
    """Give the smallest box that holds all of some boxes."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )
