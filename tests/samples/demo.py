"""The two small holdings of the demonstration, drawn anew each time and always the same."""

from dataclasses import replace
from typing import Final

import numpy as np

from tests.samples.fonts import Face
from tests.samples.leaves import draw_half_leaf
from tests.samples.modern import PrintStyle, draw_horizontal_print
from tests.samples.scan import ScanStyle
from tests.samples.siku import SikuStyle
from tests.samples.texts import LILING_HILLS, LILING_HISTORY, MODERN_SIMPLIFIED
from tests.samples.truth import DrawnPage

_SEED: Final = 412200


def draw_demo_volume() -> list[DrawnPage]:
    """Return four half-leaves of a Siku gazetteer, red-ruled, slightly skewed."""
    style = SikuStyle(is_red=True, pitch_px=104, rule_px=2.4)
    pages = []
    for number, (leaf, side) in enumerate(
        (leaf, side) for leaf in (LILING_HISTORY, LILING_HILLS) for side in "ab"
    ):
        rng = np.random.default_rng(_SEED + number)
        scan = ScanStyle(
            skew_deg=float(rng.uniform(-1.2, 1.2)),
            curl_px=float(rng.uniform(-6, 6)),
            show_through=0.06,
            surround=(40, 40, 42),
            surround_px=50,
        )
        pages.append(draw_half_leaf(style, scan, leaf, side, rng, f"siku_{number + 1:02}"))
    return pages


def draw_demo_document() -> list[DrawnPage]:
    """Return two pages of a modern local document, the second with a photograph."""
    style = PrintStyle(face=Face.SONG_SIMPLIFIED, measure=24, line_count=20)
    scan = ScanStyle(paper=(224, 236, 240), skew_deg=0.4, show_through=0.03)
    pages = []
    for number, lines in enumerate(MODERN_SIMPLIFIED):
        rng = np.random.default_rng(_SEED + 100 + number)
        page_style = replace(style, picture_height=14) if number else style
        page = draw_horizontal_print(page_style, scan, lines, rng, f"doc_{number + 1:02}")
        pages.append(replace(page, label=f"第 {number + 1} 页"))
    return pages
