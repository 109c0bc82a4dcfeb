"""Hundreds of Siku pages, no two alike in hand, wear, paper or scanner: their columns are found.

The drawing shares no number with the finder, and its ranges are those of real scans. Thin rules on
a bilevel scan may be gone altogether, which costs whole leaves most, so a share is asked for; what
is found must make sense on every page.
"""

from collections.abc import Callable

import numpy as np
import pytest

from digitize.layout.analyse import analyse
from digitize.layout.model import PageLayout, PanelKind, Profile
from tests.samples import (
    DrawnPage,
    draw_half_leaf,
    draw_reprint_sheet,
    draw_whole_leaf,
    random_scan,
    random_style,
)
from tests.samples.texts import LILING_HILLS, LILING_HISTORY
from tests.samples.truth import PanelKind as Drawn

LEAVES = (LILING_HISTORY, LILING_HILLS)
PAGE_COUNT = 80


def half_leaf(rng: np.random.Generator) -> DrawnPage:
    leaf, side = LEAVES[int(rng.integers(2))], "ab"[int(rng.integers(2))]
    return draw_half_leaf(random_style(rng), random_scan(rng), leaf, side, rng)


def whole_leaf(rng: np.random.Generator) -> DrawnPage:
    leaf = LEAVES[int(rng.integers(2))]
    return draw_whole_leaf(random_style(rng), random_scan(rng), leaf, rng)


def reprint_sheet(rng: np.random.Generator) -> DrawnPage:
    return draw_reprint_sheet(random_style(rng), random_scan(rng), LEAVES, "531", rng)


def counts_found(layout: PageLayout) -> list[int]:
    return [len(panel.columns) for panel in layout.panels if panel.kind is PanelKind.HALF_LEAF]


def counts_drawn(page: DrawnPage) -> list[int]:
    return [len(panel.columns) for panel in page.truth.panels if panel.kind is Drawn.HALF_LEAF]


def assert_sense(layout: PageLayout) -> None:
    """Whatever was found lies on the picture, and ruled columns run from right to left."""
    for panel in layout.panels:
        for column in panel.columns:
            assert -layout.width * 0.1 < column.box.x0 < column.box.x1 < layout.width * 1.1
            assert -layout.height * 0.1 < column.box.y0 < column.box.y1 < layout.height * 1.1
        if layout.profile in (Profile.SIKU_LEAF, Profile.REPRINT_SHEET):
            lefts = [column.box.x0 for column in panel.columns]
            assert lefts == sorted(lefts, reverse=True)


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("draw", "share"), [(half_leaf, 0.95), (whole_leaf, 0.75), (reprint_sheet, 0.9)]
)
def test_every_column_is_found_on_nearly_every_page(
    draw: Callable[[np.random.Generator], DrawnPage], share: float
) -> None:
    missed = []
    for seed in range(PAGE_COUNT):
        page = draw(np.random.default_rng(seed))
        layout = analyse(page.image)
        assert_sense(layout)
        if counts_found(layout) != counts_drawn(page):
            missed.append((seed, counts_found(layout)))
    assert len(missed) <= (1 - share) * PAGE_COUNT, missed
