"""Drawn pages say the truth about themselves."""

import re

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import (
    Box,
    DrawnPage,
    PanelKind,
    PrintStyle,
    ScanStyle,
    SikuStyle,
    draw_demo_document,
    draw_demo_volume,
    draw_half_leaf,
    draw_horizontal_print,
    draw_picture,
    draw_reprint_sheet,
    draw_vertical_print,
    draw_whole_leaf,
    random_scan,
    random_style,
)
from tests.samples.ink import Wear
from tests.samples.siku import Leaf
from tests.samples.texts import LILING_HILLS, LILING_HISTORY, MODERN_TRADITIONAL

CLEAN = ScanStyle(noise=0, blur=0, texture=0)
SMALL = SikuStyle(pitch_px=44)
seeds = st.integers(0, 2**32 - 1)


def draw_seeded(seed: int) -> DrawnPage:
    rng = np.random.default_rng(seed)
    return draw_half_leaf(random_style(rng), random_scan(rng), LILING_HISTORY, "a", rng)


def ink_share(page: DrawnPage, box: Box) -> float:
    """Return the share of dark pixels inside a cell, its outer tenth left out."""
    dx, dy = 0.1 * (box.x1 - box.x0), 0.1 * (box.y1 - box.y0)
    rows = slice(round(box.y0 + dy), round(box.y1 - dy))
    inside = page.image[rows, round(box.x0 + dx) : round(box.x1 - dx)]
    return float((inside.max(axis=2) < 110).mean())


@settings(max_examples=3, deadline=None)
@given(seeds)
def test_one_seed_draws_the_same_pixels(seed: int) -> None:
    first, second = draw_seeded(seed), draw_seeded(seed)
    assert np.array_equal(first.image, second.image)
    assert first.truth == second.truth


def test_two_seeds_draw_different_pages() -> None:
    assert draw_seeded(1).truth != draw_seeded(2).truth


@settings(max_examples=8, deadline=None)
@given(seeds)
def test_boxes_lie_on_the_page_and_columns_run_right_to_left(seed: int) -> None:
    page = draw_seeded(seed)
    height, width = page.image.shape[:2]
    assert (page.truth.width, page.truth.height) == (width, height)
    columns = page.truth.body_columns
    assert len(columns) == 8
    centres = [(c.box.x0 + c.box.x1) / 2 for c in columns]
    assert centres == sorted(centres, reverse=True)
    for column in columns:
        for cell in column.cells:
            assert 0 <= cell.box.x0 < cell.box.x1 <= width
            assert 0 <= cell.box.y0 < cell.box.y1 <= height
        assert "".join(cell.char for cell in column.cells) == column.text


@settings(max_examples=6, deadline=None)
@given(skew=st.floats(-2, 2), curl=st.floats(-15, 15), bend=st.floats(-6, 6), seed=seeds)
def test_every_cell_holds_ink_and_blank_columns_none(
    skew: float, curl: float, bend: float, seed: int
) -> None:
    scan = ScanStyle(
        skew_deg=skew, curl_px=curl, bend_px=bend, noise=0, surround=(0, 0, 0), surround_px=30
    )
    rng = np.random.default_rng(seed)
    page = draw_half_leaf(SikuStyle(is_red=True), scan, LILING_HISTORY, "a", rng)
    assert page.truth.skew_deg == skew
    shares = [ink_share(page, cell.box) for c in page.truth.body_columns for cell in c.cells]
    assert min(shares) > 0.01
    blank = next(column for column in page.truth.body_columns if not column.text)
    middle = Box(blank.box.x0 + 20, blank.box.y0 + 300, blank.box.x1 - 20, blank.box.y1 - 300)
    assert ink_share(page, middle) < 0.002


def test_notes_read_right_then_left_and_raised_heads_stand_above_the_frame() -> None:
    page = draw_half_leaf(SMALL, CLEAN, LILING_HISTORY, "a", np.random.default_rng(1))
    columns = page.truth.body_columns
    assert columns[2].text == "沿革志長沙府醴陵縣"
    note = columns[2].runs[1]
    assert (note.is_note, note.right, note.left) == (True, "長沙府", "醴陵縣")
    right, left = columns[2].cells[3], columns[2].cells[6]
    assert left.box.x1 <= right.box.x0 + 1
    assert left.box.y0 == pytest.approx(right.box.y0)
    assert columns[6].cells[0].box.y1 <= columns[0].box.y0 + SMALL.cell_height * 0.5


def test_lines_are_the_typed_columns_without_marks_and_blanks() -> None:
    page = draw_whole_leaf(SMALL, CLEAN, LILING_HISTORY, np.random.default_rng(1))
    typed = LILING_HISTORY.side_a + LILING_HISTORY.side_b
    bare = [re.sub(r"\^\d\||[\u3000()/]", "", column) for column in typed]
    assert page.truth.lines() == [text for text in bare if text]


def test_a_reprint_sheet_is_read_upper_leaf_first_each_side_a_first() -> None:
    leaves = (LILING_HISTORY, LILING_HILLS)
    page = draw_reprint_sheet(SMALL, CLEAN, leaves, "531-8", np.random.default_rng(1))
    names = [panel.name for panel in page.truth.panels]
    assert names == ["八a", "fold 八", "八b", "十三a", "fold 十三", "十三b", "page number"]
    upper_a, _, upper_b, lower_a = (panel.box for panel in page.truth.panels[:4])
    assert upper_a.x0 > upper_b.x1
    assert lower_a.y0 > upper_a.y1
    assert len(page.truth.body_columns) == 32
    assert page.truth.panels[-1].columns[0].text == "531-8"


def test_folds_stand_outside_the_text_and_are_left_empty_where_cut() -> None:
    whole = draw_whole_leaf(SMALL, CLEAN, LILING_HILLS, np.random.default_rng(1))
    fold = next(panel for panel in whole.truth.panels if panel.kind is PanelKind.FOLD)
    assert [column.text for column in fold.columns] == [
        "欽定四庫全書",
        "湖廣通志",
        "卷十一",
        "十三",
    ]
    half = draw_half_leaf(SMALL, CLEAN, LILING_HILLS, "b", np.random.default_rng(1))
    cut = half.truth.panels[0]
    assert (cut.kind, cut.columns) == (PanelKind.FOLD, ())
    assert cut.box.x1 == half.truth.width


def test_worn_rules_lose_ink() -> None:
    def ruled(gaps: float) -> float:
        style = SikuStyle(pitch_px=44, wear=Wear(gaps=gaps))
        empty = Leaf((), (), LILING_HILLS.fold)
        page = draw_half_leaf(style, CLEAN, empty, "a", np.random.default_rng(1))
        return float((page.image.max(axis=2) < 110).mean())

    assert ruled(0.5) < 0.75 * ruled(0)


def test_show_through_darkens_the_paper_but_stays_lighter_than_ink() -> None:
    def paper_levels(show_through: float) -> np.ndarray:
        scan = ScanStyle(noise=0, blur=0, texture=0, show_through=show_through)
        page = draw_half_leaf(SMALL, scan, LILING_HILLS, "a", np.random.default_rng(1))
        return cv2.cvtColor(page.image, cv2.COLOR_BGR2GRAY)

    clean, shown = paper_levels(0), paper_levels(0.3)
    changed = clean.astype(int) - shown.astype(int)
    assert (changed > 20).mean() > 0.005
    assert shown[changed > 20].min() > 80


def test_too_long_a_column_and_a_missing_glyph_are_refused() -> None:
    rng = np.random.default_rng(1)
    long = Leaf(("一" * 22,), (), LILING_HILLS.fold)
    with pytest.raises(ValueError, match="do not fit"):
        draw_half_leaf(SMALL, CLEAN, long, "a", rng)
    strange = Leaf(("鳯",), (), LILING_HILLS.fold)
    with pytest.raises(ValueError, match="has no"):
        draw_half_leaf(SMALL, CLEAN, strange, "a", rng)


def test_modern_print_runs_its_own_way() -> None:
    rng = np.random.default_rng(1)
    across = draw_horizontal_print(PrintStyle(size_px=20), CLEAN, MODERN_TRADITIONAL, rng)
    down = draw_vertical_print(PrintStyle(size_px=20), CLEAN, MODERN_TRADITIONAL, rng)
    assert across.truth.lines() == down.truth.lines() == list(MODERN_TRADITIONAL)
    first, second = across.truth.body_columns[:2]
    assert first.box.y1 <= second.box.y0
    first, second = down.truth.body_columns[:2]
    assert second.box.x1 <= first.box.x0
    assert min(ink_share(down, cell.box) for cell in first.cells) > 0.01


def test_a_picture_holds_no_text() -> None:
    page = draw_picture(300, 200, np.random.default_rng(1))
    assert page.image.shape == (200, 300, 3)
    assert page.truth.lines() == []
    assert page.truth.as_layout()["panels"] == []


def test_the_demonstration_names_the_county_on_four_leaves_and_two_pages() -> None:
    volume, document = draw_demo_volume(), draw_demo_document()
    assert [page.name for page in volume] == ["siku_01", "siku_02", "siku_03", "siku_04"]
    assert [page.name for page in document] == ["doc_01", "doc_02"]
    assert "醴陵縣" in volume[0].truth.lines()
    assert any("醴陵" in line for line in document[0].truth.lines())


def test_the_layout_has_the_keys_of_a_reading() -> None:
    page = draw_half_leaf(SMALL, CLEAN, LILING_HISTORY, "a", np.random.default_rng(1))
    layout = page.truth.as_layout()
    column = layout["panels"][0]["columns"][2]
    assert [panel["kind"] for panel in layout["panels"]] == ["half-leaf", "fold"]
    assert [run["type"] for run in column["runs"]] == ["main", "note"]
    assert column["cells"][0]["char"] == "沿"
    assert all(isinstance(side, int) for side in column["box"])
