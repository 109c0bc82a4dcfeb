"""Find the layout of a page picture."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digitize.imaging.crop import find_solids
from digitize.layout.columns import Ruling
from digitize.layout.glyphs import find_direction, find_glyphs
from digitize.layout.heads import raise_heads
from digitize.layout.leaf import Part, split_leaf
from digitize.layout.model import (
    RULED_PROFILES,
    Direction,
    PageLayout,
    Panel,
    PanelKind,
    Profile,
    surround,
)
from digitize.layout.numbers import find_number_below, lay_out_number
from digitize.layout.reading import read_columns
from digitize.layout.sheet import find_rulings
from digitize.layout.unruled import lay_out_blocks
from digitize.layout.view import View, make_view

UNRULED = {Direction.VERTICAL: Profile.VERTICAL, Direction.HORIZONTAL: Profile.MODERN}
THICK_PART = 1 / 50
"""No rule or frame is thicker than this part of the long side; blocks of colour are."""
MIN_RULED = 0.5
"""Ruled leaves hold at least this part of a page's ink; seals and tables in other print do not."""
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
    found, panels = _find_panels(view, wanted)
    skew = view.degrees if panels else 0.0
    return PageLayout(width, height, wanted or found, skew, panels)


def _find_panels(view: View, wanted: Profile | None) -> tuple[Profile, tuple[Panel, ...]]:
    """Try the ruled kinds of page first, then text without rules, then give up."""
    if wanted is None or wanted in RULED_PROFILES:
        rulings = _find_rulings(view)
        if rulings:
            found = Profile.REPRINT_SHEET if len(rulings) > 1 else Profile.SIKU_LEAF
            return found, _ruled_panels(view, rulings)
    glyphs = find_glyphs(view.ink)
    if glyphs is None:
        return Profile.PICTURE, ()
    found = UNRULED.get(find_direction(glyphs), Profile.VERTICAL)
    is_modern = (wanted or found) is Profile.MODERN
    direction = Direction.HORIZONTAL if is_modern else Direction.VERTICAL
    panels = lay_out_blocks(view, glyphs, direction)
    return (found, panels) if panels else (Profile.PICTURE, ())


def _find_rulings(view: View) -> list[Ruling]:
    thick = max(3, round(THICK_PART * max(view.ink.shape)))
    lines = cv2.bitwise_and(view.faint, cv2.bitwise_not(find_solids(view.faint, thick)))
    ink = np.asarray(lines, dtype=np.uint8)
    rulings = find_rulings(ink)
    within = sum(np.count_nonzero(ink[each.band.top : each.band.bottom]) for each in rulings)
    return rulings if within >= MIN_RULED * np.count_nonzero(ink) else []


def _ruled_panels(view: View, rulings: list[Ruling]) -> tuple[Panel, ...]:
    panels: list[Panel] = []
    ceiling = 0
    for number, ruling in enumerate(rulings, start=1):
        parts = split_leaf(view.ink, ruling)
        for part, name in zip(parts, _name_parts(parts, number), strict=True):
            panels.append(_make_panel(view, part, name, ceiling))
        ceiling = ruling.band.bottom
    place = find_number_below(view.ink, ceiling, rulings[-1].pitch) if len(rulings) > 1 else None
    return (*panels, lay_out_number(view, place)) if place else tuple(panels)


def _name_parts(parts: list[Part], number: int) -> list[str]:
    """Name the sides of a leaf: side a is right of its fold, side b left of it."""
    kinds = [part.kind for part in parts]
    sides = [index for index, kind in enumerate(kinds) if kind is PanelKind.HALF_LEAF]
    folds = [index for index, kind in enumerate(kinds) if kind is PanelKind.FOLD]
    names = {index: f"{number}-fold{place or ''}" for place, index in enumerate(folds)}
    if len(sides) == 1 and len(folds) == 1:
        names[sides[0]] = f"{number}{'a' if sides[0] < folds[0] else 'b'}"
    elif len(sides) == 1:
        names[sides[0]] = f"{number}"
    else:
        names |= {index: f"{number}{chr(ord('a') + place)}" for place, index in enumerate(sides)}
    return [names[index] for index in range(len(parts))]


def _make_panel(view: View, part: Part, name: str, ceiling: int) -> Panel:
    is_body = part.kind is PanelKind.HALF_LEAF
    edges = raise_heads(view.ink, part.columns, ceiling) if is_body else part.columns
    columns = read_columns(view, edges, ruled=True)
    return Panel(name, part.kind, surround([column.box for column in columns]), columns)
