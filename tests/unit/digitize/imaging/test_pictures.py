"""Ink, skew, sheets and rules, on pictures made of rectangles."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from digitize.imaging.binarise import binarise, find_ink, is_paper
from digitize.imaging.clean import clean_strip
from digitize.imaging.crop import crop, erase_surround, find_sheet
from digitize.imaging.deskew import estimate_skew, measure_skew, rotate
from digitize.imaging.measure import measure
from digitize.imaging.rules import horizontal_runs, remove_side_rules, vertical_runs

Picture = NDArray[np.uint8]


def ruled_page(height: int = 900, width: int = 700) -> Picture:
    """Draw a frame, rules and rows of small blocks."""
    page: Picture = np.full((height, width), 235, dtype=np.uint8)
    cv2.rectangle(page, (60, 60), (width - 60, height - 60), (30,), 4)
    for x in range(60, width - 60, 70):
        cv2.line(page, (x, 60), (x, height - 60), (40,), 2)
        for y in range(80, height - 100, 50):
            cv2.rectangle(page, (x + 18, y), (x + 52, y + 30), (35,), 3)
    return page


def squares(seed: int) -> Picture:
    """Draw ten by ten squares of random colours, as image validators do."""
    rng = np.random.default_rng(seed)
    tones = rng.integers(0, 256, (10, 10, 3))
    return np.kron(tones, np.ones((100, 100, 1))).astype(np.uint8)


@settings(max_examples=15, deadline=None)
@given(degrees=st.floats(-4.5, 4.5))
def test_skew_is_found_and_taken_back(degrees: float) -> None:
    leaning = rotate(ruled_page(), degrees, fill=235)
    skew = estimate_skew(find_ink(leaning))
    assert abs(skew.degrees + degrees) <= 0.2
    assert skew.confidence > 0.5
    assert abs(estimate_skew(find_ink(rotate(leaning, skew.degrees, fill=235))).degrees) <= 0.3


def test_nothing_to_go_by_means_no_turn() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (300, 300), dtype=np.uint8)
    assert estimate_skew(np.zeros((300, 300), np.uint8)) == (0.0, 0.0)
    assert estimate_skew(np.where(noise > 200, 255, 0).astype(np.uint8)).confidence < 0.3


def test_no_turn_gives_the_same_pixels() -> None:
    page = ruled_page()
    assert rotate(page, 0.0) is page


@pytest.mark.parametrize("seed", range(8))
def test_a_picture_that_is_no_page_is_neither_turned_nor_cut(seed: int) -> None:
    picture = squares(seed)
    assert measure_skew(picture).degrees == 0
    assert find_sheet(picture) == (0, 0, 1000, 1000)


def test_the_skew_of_a_photographed_page_is_that_of_its_sheet() -> None:
    sheet = cv2.cvtColor(ruled_page(), cv2.COLOR_GRAY2BGR)
    ground = cv2.copyMakeBorder(
        sheet, 200, 200, 200, 200, cv2.BORDER_CONSTANT, value=(110, 108, 105)
    )
    leaning = rotate(np.asarray(ground, dtype=np.uint8), 2, fill=108)
    assert abs(measure_skew(leaning).degrees + 2) <= 0.2


@given(left=st.integers(60, 200), top=st.integers(60, 200), tone=st.integers(0, 150))
@settings(max_examples=15, deadline=None)
def test_a_sheet_on_a_darker_ground_is_found(left: int, top: int, tone: int) -> None:
    ground: Picture = np.full((1100, 1000), tone, dtype=np.uint8)
    ground[top : top + 800, left : left + 700] = ruled_page(800, 700)
    x0, y0, x1, y1 = find_sheet(ground)
    for found, true in zip((x0, y0, x1, y1), (left, top, left + 700, top + 800), strict=True):
        assert abs(found - true) <= 10
    assert crop(ground, (x0, y0, x1, y1)).shape == (y1 - y0, x1 - x0)


def test_a_scan_cut_at_the_papers_edge_is_left_whole() -> None:
    assert find_sheet(ruled_page()) == (0, 0, 700, 900)


def test_ink_is_found_in_shadow_and_show_through_is_not() -> None:
    page = ruled_page()
    through = np.where(page[:, ::-1] < 128, 200, 255).astype(np.uint8)
    shaded = (np.minimum(page, through) * np.linspace(1, 0.45, 700)[None, :]).astype(np.uint8)
    true, found = page < 128, find_ink(shaded) > 0
    assert (found & true).sum() / true.sum() > 0.95
    assert (found & ~true).sum() / true.sum() < 0.05


def test_blank_paper_has_no_ink_however_dark() -> None:
    for tone in (0, 90, 255):
        assert not find_ink(np.full((200, 300), tone, np.uint8)).any()


def test_fainter_ink_is_found_when_asked_for() -> None:
    page = ruled_page()
    cv2.line(page, (20, 60), (20, 840), (180,), 3)
    assert not find_ink(page)[100:800, 20].any()
    assert (find_ink(page, 0.6)[100:800, 20] > 0).mean() > 0.9


def test_binarised_pictures_are_black_on_white() -> None:
    result = binarise(cv2.cvtColor(ruled_page(), cv2.COLOR_GRAY2BGR).astype(np.uint8))
    assert set(np.unique(result)) == {0, 255}
    assert result[10, 10] == 255


def test_uneven_light_is_still_paper_and_a_photograph_is_not() -> None:
    light = np.linspace(0.4, 1, 700)[None, :]
    assert is_paper((ruled_page() * light).astype(np.uint8))
    assert not is_paper(cv2.cvtColor(squares(1), cv2.COLOR_BGR2GRAY).astype(np.uint8))


def test_the_surround_goes_and_the_print_stays() -> None:
    ink = find_ink(ruled_page())
    framed = ink.copy()
    framed[:, :40] = framed[-45:] = 255
    cleaned = erase_surround(framed)
    assert not cleaned[:, :40].any()
    assert (cleaned[60:840, 60:640] == ink[60:840, 60:640]).all()


def test_runs_are_told_by_direction_and_length() -> None:
    ink: Picture = np.zeros((100, 100), dtype=np.uint8)
    ink[10:90, 20] = ink[50, 10:90] = 255
    upright, level = vertical_runs(ink, 40), horizontal_runs(ink, 40)
    assert upright[30, 20]
    assert not upright[:, 40:].any()
    assert level[50, 60]
    assert not level[60:].any()
    assert not vertical_runs(ink, 90).any()


def test_rules_at_the_sides_go_and_strokes_in_the_middle_stay() -> None:
    strip: Picture = np.zeros((200, 60), dtype=np.uint8)
    strip[:, 4:6] = 255
    strip[20:80, 30:33] = 255
    strip[100:103, 0:50] = 255
    bare = remove_side_rules(strip, 9, 16)
    assert not bare[150, 4:6].any()
    assert (bare[20:80, 30:33] == 255).all()
    assert (bare[100:103, 8:50] == 255).all()


def test_cleaning_drops_dirt_frame_and_grain_but_no_short_stroke() -> None:
    strip: Picture = np.zeros((400, 56), dtype=np.uint8)
    strip[2:5, 6:30] = 255
    strip[60:64, 10:46] = 255
    strip[90:97, 25:32] = 255
    strip[120, 20] = 255
    rng = np.random.default_rng(0)
    for _ in range(150):
        y, x = int(rng.integers(200, 380)), int(rng.integers(5, 50))
        strip[y : y + 3, x : x + 3] = 255
    cleaned = clean_strip(strip, 4, 16)
    assert not cleaned[:10].any()
    assert (cleaned[60:64, 10:46] == 255).all()
    assert (cleaned[90:97, 25:32] == 255).all()
    assert cleaned[120, 20] == 0
    assert (cleaned[200:380] > 0).sum() < 0.5 * (strip[200:380] > 0).sum()


def test_measures_tell_sharp_from_blurred_and_dark_from_light() -> None:
    page = ruled_page()
    sharp, soft = measure(page), measure(np.asarray(cv2.GaussianBlur(page, (0, 0), 4), np.uint8))
    assert sharp.sharpness > 4 * soft.sharpness
    assert measure((page * 0.5).astype(np.uint8)).brightness < 0.6 * sharp.brightness
    assert (sharp.width, sharp.height) == (700, 900)
    assert 0.02 < sharp.ink_share < 0.4
