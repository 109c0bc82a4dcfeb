"""Drawn scans with known text, for tests and the demonstration.

The drawing shares no number with the layout finder: what it draws, the finder must find by looking.
"""

from tests.samples.demo import draw_demo_document, draw_demo_volume
from tests.samples.fonts import Face, MissingFontError
from tests.samples.leaves import draw_half_leaf, draw_reprint_sheet, draw_whole_leaf
from tests.samples.modern import PrintStyle, draw_horizontal_print, draw_vertical_print
from tests.samples.picture import draw_picture
from tests.samples.scan import ScanStyle, Tone, random_scan
from tests.samples.siku import Fold, Leaf, SikuStyle, random_style
from tests.samples.truth import Box, DrawnPage, PageTruth, PanelKind

__all__ = [
    "Box",
    "DrawnPage",
    "Face",
    "Fold",
    "Leaf",
    "MissingFontError",
    "PageTruth",
    "PanelKind",
    "PrintStyle",
    "ScanStyle",
    "SikuStyle",
    "Tone",
    "draw_demo_document",
    "draw_demo_volume",
    "draw_half_leaf",
    "draw_horizontal_print",
    "draw_picture",
    "draw_reprint_sheet",
    "draw_vertical_print",
    "draw_whole_leaf",
    "random_scan",
    "random_style",
]
