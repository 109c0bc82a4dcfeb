"""Real pages, where a folder of them lies beside the checkout; they are not ours to ship."""

import json
from pathlib import Path

import pytest

from digitize.imaging.load import load_image
from digitize.ocr.null import NullEngine
from digitize.reading import read_page

REAL = Path(__file__).parents[4] / "shared" / "real"
PAGES = sorted((REAL / "pages").glob("*")) if REAL.is_dir() else []
PROMISED = 8


def known_column_counts(page: Path) -> set[int]:
    """Return how many columns are right: all that are ruled, or those that hold text."""
    truth = json.loads((REAL / "gt" / f"{page.stem}.json").read_text(encoding="utf-8"))
    text = (REAL / "gt" / f"{page.stem}.lines.txt").read_text(encoding="utf-8").splitlines()
    no_text = ("banxin", "fold", "page_number", "folio")
    body = [panel for panel in truth["panels"] if not panel["name"].startswith(no_text)]
    ruled = sum(len(panel["columns"]) for panel in body)
    return {ruled, len([line for line in text if line.strip()])}


@pytest.mark.skipif(not PAGES, reason="the real pages are not beside this checkout")
def test_most_real_pages_have_exactly_their_columns() -> None:
    engine = NullEngine()
    found = {page.name: len(read_page(load_image(page), engine).body) for page in PAGES}
    exact = [page.name for page in PAGES if found[page.name] in known_column_counts(page)]
    assert len(exact) >= PROMISED, found
