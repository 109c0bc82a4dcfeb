"""Ruled leaves: every column is found, blank ones too, however the page lies."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitize.layout.analyse import analyse
from digitize.layout.model import Direction, PageLayout, PanelKind, Profile, RunType
from tests.unit.digitize.layout.drawings import Leaf, Picture, draw_leaf, turn

LEAF = Leaf()


def body_counts(layout: PageLayout) -> list[int]:
    return [len(panel.columns) for panel in layout.panels if panel.kind is PanelKind.HALF_LEAF]


def test_finds_columns_right_to_left_with_blank_ones_empty() -> None:
    layout = analyse(draw_leaf(LEAF))
    (panel,) = [panel for panel in layout.panels if panel.kind is PanelKind.HALF_LEAF]
    assert layout.profile is Profile.SIKU_LEAF
    lefts = [column.box.x0 for column in panel.columns]
    assert lefts == sorted(lefts, reverse=True)
    assert [bool(column.runs) for column in panel.columns] == [n != 0 for n in LEAF.texts]


def test_column_boxes_lie_on_the_rules() -> None:
    layout = analyse(draw_leaf(LEAF))
    right = LEAF.size[1] - LEAF.margin
    for index, column in enumerate(layout.panels[0].columns):
        assert abs(column.box.x1 - (right - index * LEAF.pitch)) <= LEAF.pitch * 0.08
        assert abs(column.box.width - LEAF.pitch) <= LEAF.pitch * 0.12
        assert abs(column.box.y0 - LEAF.top) <= LEAF.cell * 0.4


def test_cells_are_counted_and_notes_have_two_lines() -> None:
    columns = analyse(draw_leaf(LEAF)).panels[0].columns
    for column, count in zip(columns, LEAF.texts, strict=True):
        if count < 0:
            (note,) = column.runs
            assert note.type is RunType.NOTE
            assert [len(line.cells) for line in note.lines] == [-count, -count]
            assert note.lines[0].box.x0 > note.lines[1].box.x0
        elif count > 0:
            assert [run.type for run in column.runs] == [RunType.MAIN]
            assert len(column.cells) == count


@settings(max_examples=12, deadline=None)
@given(
    columns=st.integers(5, 12),
    pitch=st.integers(44, 80),
    rule=st.integers(1, 3),
    skew=st.floats(-4, 4),
    seed=st.integers(0, 99),
)
def test_the_number_of_columns_survives_pitch_rule_and_skew(
    columns: int, pitch: int, rule: int, skew: float, seed: int
) -> None:
    texts = tuple(np.random.default_rng(seed).choice([0, 4, 12, 15], columns).tolist())
    leaf = Leaf(texts=texts, pitch=pitch, cell=round(pitch * 0.7), rule=rule, seed=seed)
    layout = analyse(turn(draw_leaf(leaf), skew))
    assert body_counts(layout) == [columns]
    assert abs(layout.skew_degrees + skew) <= 0.3


def test_worn_rules_cost_no_column() -> None:
    page = draw_leaf(LEAF)
    rng = np.random.default_rng(3)
    for _ in range(40):
        at = int(rng.integers(0, page.shape[1])), int(rng.integers(0, page.shape[0]))
        cv2.circle(page, at, 14, (255,), -1)
    assert body_counts(analyse(page)) == [len(LEAF.texts)]


def test_a_bent_page_keeps_its_columns_and_its_edges_follow() -> None:
    page = draw_leaf(LEAF)
    height, width = page.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    bow = 8 * np.sin(np.pi * y / height)
    bent = cv2.remap(page, x + bow, y, cv2.INTER_LINEAR, borderValue=(255,))
    layout = analyse(np.asarray(bent, dtype=np.uint8))
    assert body_counts(layout) == [len(LEAF.texts)]
    edge = [point.x for point in layout.panels[0].columns[3].left]
    assert edge[0] - min(edge) >= 3


def test_a_leaf_with_its_fold_splits_in_two_sides() -> None:
    half = replace(LEAF, texts=(12, 9, 12, 0, 12, 7, 12, 12))
    right, left = draw_leaf(half), draw_leaf(replace(half, seed=8))
    fold_width = round(half.pitch * 0.7)
    fold = np.full((half.size[0], fold_width), 255, dtype=np.uint8)
    for edge in (half.top, half.bottom):
        cv2.line(fold, (0, edge), (fold_width, edge), (0,), half.frame)
    cv2.rectangle(fold, (2, 220), (fold_width - 3, 245), (0,), -1)
    whole = np.hstack([left[:, : -half.margin], fold, right[:, half.margin :]])
    layout = analyse(whole)
    assert [panel.kind for panel in layout.panels] == [
        PanelKind.HALF_LEAF,
        PanelKind.FOLD,
        PanelKind.HALF_LEAF,
    ]
    assert body_counts(layout) == [8, 8]
    assert [panel.name for panel in layout.panels] == ["1a", "1-fold", "1b"]


def test_two_leaves_one_above_the_other_are_a_reprint_sheet() -> None:
    page = draw_leaf(LEAF)
    crop = LEAF.margin - 20
    layout = analyse(np.vstack([page[:-crop], page[crop:]]))
    assert layout.profile is Profile.REPRINT_SHEET
    assert body_counts(layout) == [len(LEAF.texts)] * 2
    assert layout.panels[0].box.y1 < layout.panels[-1].box.y0


def draw_sheet(number: str = "") -> Picture:
    """Draw two leaves, one above the other, and a page number in the lower margin."""
    page = draw_leaf(LEAF)
    crop = LEAF.margin - 20
    sheet = np.vstack([page[:-crop], page[crop:]])
    place = sheet.shape[1] // 2 - 40, sheet.shape[0] - LEAF.margin // 3
    cv2.putText(sheet, number, place, cv2.FONT_HERSHEY_DUPLEX, 0.7, (0,), 1)
    return sheet


def test_the_number_below_a_sheet_is_no_column() -> None:
    layout = analyse(draw_sheet("140-330"))
    assert body_counts(layout) == [len(LEAF.texts)] * 2
    (number,) = [panel for panel in layout.panels if panel.kind is PanelKind.PAGE_NUMBER]
    assert len(number.columns) == 1
    assert number.direction is Direction.HORIZONTAL
    assert 6 <= len(number.columns[0].cells) <= 7
    assert number.box.y0 > layout.panels[1].box.y1


@pytest.mark.parametrize("worn", [0, 1])
def test_a_leaf_with_worn_rules_is_ruled_like_the_other_on_its_sheet(worn: int) -> None:
    sheet = draw_sheet()
    lift = worn * (LEAF.bottom - LEAF.top + 40)
    for index in range(1, len(LEAF.texts) + 1):
        x = LEAF.size[1] - LEAF.margin - index * LEAF.pitch
        for y in range(LEAF.top + lift + 20, LEAF.bottom + lift - 40, 60):
            sheet[y : y + 36, x - 3 : x + 4] = 255
    layout = analyse(sheet)
    assert layout.profile is Profile.REPRINT_SHEET
    assert body_counts(layout) == [len(LEAF.texts)] * 2


def test_no_two_parts_of_a_page_have_one_name() -> None:
    side = draw_leaf(LEAF)[:, LEAF.margin - 10 : -LEAF.margin + 10]
    gutter = np.full((LEAF.size[0], 60), 255, dtype=np.uint8)
    names = [
        panel.name for panel in analyse(np.hstack([gutter, side, gutter, side, gutter])).panels
    ]
    assert len(set(names)) == len(names) > 1


@pytest.mark.parametrize("scale", [0.6, 2.2])
def test_boxes_are_in_pixels_of_the_picture_given(scale: float) -> None:
    page = draw_leaf(LEAF)
    sized = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    layout = analyse(np.asarray(sized, dtype=np.uint8))
    assert (layout.width, layout.height) == sized.shape[::-1]
    assert body_counts(layout) == [len(LEAF.texts)]
    first = layout.panels[0].columns[0].box
    assert abs(first.x1 - scale * (LEAF.size[1] - LEAF.margin)) <= scale * 6


def test_a_known_profile_is_kept_and_an_unknown_one_refused() -> None:
    assert analyse(draw_leaf(LEAF), "reprint-sheet").profile is Profile.REPRINT_SHEET
    with pytest.raises(ValueError, match="scroll"):
        analyse(draw_leaf(LEAF), "scroll")
