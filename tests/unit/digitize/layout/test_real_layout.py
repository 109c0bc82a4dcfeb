"""Layout on real pages, where a folder of them lies beside the checkout; none are ours to ship."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from digitize.imaging.load import load_image
from digitize.layout.analyse import analyse
from digitize.layout.model import PanelKind

REAL = Path(__file__).parents[5] / "shared" / "real"
PAGES = sorted((REAL / "pages").glob("*")) if REAL.is_dir() else []
MANUSCRIPT = sorted((REAL / "unlabelled").glob("*.png")) if REAL.is_dir() else []
MOST_MISSES = 2
TOLERANCE = 0.02

needs_pages = pytest.mark.skipif(not PAGES, reason="the real pages are not beside this checkout")


@needs_pages
@pytest.mark.parametrize("path", MANUSCRIPT, ids=lambda path: path.stem)
def test_a_manuscript_leaf_splits_into_two_sides_and_the_fold(path: Path) -> None:
    panels = analyse(load_image(path)).panels
    kinds = [panel.kind for panel in panels if panel.columns]
    assert kinds == [PanelKind.HALF_LEAF, PanelKind.FOLD, PanelKind.HALF_LEAF]
    assert [len(panel.columns) for panel in panels] == [9, 1, 9]


@needs_pages
def test_column_sides_lie_on_the_measured_rules() -> None:
    geometry = json.loads((REAL / "layout" / "geometry.json").read_text(encoding="utf-8"))
    misses, total = [], 0
    for path in PAGES:
        rules = geometry.get(path.name, {}).get("rules")
        if not rules:
            continue
        layout = analyse(load_image(path))
        boxes = [c.box for p in layout.panels if p.kind is PanelKind.HALF_LEAF for c in p.columns]
        for x0, x1 in pairwise(rules):
            total += 1
            near = TOLERANCE * layout.width
            if not any(abs(b.x0 - x0) <= near and abs(b.x1 - x1) <= near for b in boxes):
                misses.append((path.name, x0, x1))
    assert total > 50
    assert len(misses) <= MOST_MISSES, misses
