"""The pure parts of layout, one by one."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from digitize.layout.cells import cut_cells, estimate_pitch
from digitize.layout.comb import Line, fit_comb
from digitize.layout.model import Box, RunType, surround
from digitize.layout.notes import find_stretches
from digitize.layout.strips import Edges, straighten
from digitize.layout.view import View


def profile_of(count: int, pitch: int, ink: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    profile = np.zeros(count * pitch)
    for index in range(count):
        profile[index * pitch : index * pitch + ink] = 0.4
    return profile


@given(count=st.integers(2, 25), pitch=st.integers(20, 50), part=st.floats(0.5, 0.9))
def test_regular_characters_get_a_cell_each(count: int, pitch: int, part: float) -> None:
    profile = profile_of(count, pitch, max(1, round(part * pitch)))
    spans = cut_cells(profile, pitch)
    assert len(spans) == count
    assert all(a < b <= c < d for (a, b), (c, d) in pairwise(spans))


@given(count=st.integers(6, 25), pitch=st.integers(20, 50))
def test_the_pitch_is_the_distance_at_which_lines_repeat(count: int, pitch: int) -> None:
    found = estimate_pitch([profile_of(count, pitch, round(0.7 * pitch))], pitch * 1.15)
    assert abs(found - pitch) <= 1


def test_blank_lines_have_no_cells_and_leave_the_pitch_alone() -> None:
    assert cut_cells(np.zeros(200), 30) == []
    assert estimate_pitch([np.zeros(200)], 33.5) == 33.5


def test_a_gap_in_a_line_belongs_to_no_cell() -> None:
    profile = np.concatenate([profile_of(3, 30, 22), np.zeros(150), profile_of(2, 30, 22)])
    spans = cut_cells(profile, 30)
    assert len(spans) == 5
    assert spans[3][0] - spans[2][1] > 90


@given(
    count=st.integers(4, 14),
    pitch=st.integers(30, 90),
    start=st.integers(10, 80),
    missing=st.sets(st.integers(1, 12), max_size=2),
    strays=st.lists(st.integers(0, 1200), max_size=4),
)
def test_the_comb_finds_missing_rules_and_passes_over_stray_lines(
    count: int, pitch: int, start: int, missing: set[int], strays: list[int]
) -> None:
    true = [start + index * pitch for index in range(count + 1)]
    hidden = {index for index in missing if index < count and index + 1 not in missing}
    hidden = hidden if count >= 7 else set()
    lines = [Line(x, 0.9) for index, x in enumerate(true) if index not in hidden]
    lines += [Line(x, 0.15) for x in strays if start < x < true[-1]]
    comb = fit_comb(sorted(set(lines)), 15, 200)
    assert comb is not None
    # A stray line that happens to stand where a rule is missing may be taken for it.
    assert len(comb.lines) == len(true)
    assert all(abs(line.x - x) <= 0.1 * pitch for line, x in zip(comb.lines, true, strict=True))


def test_a_narrower_fold_does_not_break_the_comb() -> None:
    left = [10 + 60 * index for index in range(9)]
    right = [left[-1] + 40 + 60 * index for index in range(9)]
    comb = fit_comb([Line(x, 0.9) for x in left + right], 15, 200)
    assert comb is not None
    assert [line.x for line in comb.lines] == left + right


def test_two_lines_are_no_comb() -> None:
    assert fit_comb([Line(10, 1.0), Line(50, 1.0)], 10, 100) is None


def stretch_of(*, is_note: bool) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    block = np.zeros((34, 48), dtype=bool)
    if is_note:
        block[4:30, 4:21] = block[4:30, 27:44] = True
    else:
        block[4:30, 9:39] = True
    return block


def test_a_note_between_main_text_is_told_apart() -> None:
    main, note = stretch_of(is_note=False), stretch_of(is_note=True)
    ink = np.vstack([main] * 4 + [note] * 5 + [main] * 3)
    found = find_stretches(ink, 34)
    assert [part.type for part in found] == [RunType.MAIN, RunType.NOTE, RunType.MAIN]
    assert abs(found[1].top - 4 * 34) <= 5
    assert abs(found[1].bottom - 9 * 34) <= 5
    assert 21 <= found[1].seam <= 27


def test_one_character_with_a_gap_is_no_note() -> None:
    main, gap = stretch_of(is_note=False), stretch_of(is_note=False)
    gap[:, 22:26] = False
    found = find_stretches(np.vstack([main, main, gap, main, gap, main]), 34)
    assert [part.type for part in found] == [RunType.MAIN]


@given(before=st.integers(0, 6), notes=st.integers(2, 6), after=st.integers(0, 6))
def test_short_notes_are_found_wherever_they_stand(before: int, notes: int, after: int) -> None:
    main, note = stretch_of(is_note=False), stretch_of(is_note=True)
    ink = np.vstack([main] * before + [note] * notes + [main] * after)
    wanted = [RunType.MAIN] * bool(before) + [RunType.NOTE] + [RunType.MAIN] * bool(after)
    assert [part.type for part in find_stretches(ink, 34)] == wanted


@given(at=st.integers(0, 5), across=st.integers(3, 44))
def test_a_stroke_that_crosses_the_seam_does_not_break_a_note(at: int, across: int) -> None:
    ink = np.vstack([stretch_of(is_note=True)] * 6)
    ink[at * 34 + 15 : at * 34 + 18, min(across, 20) : max(across, 28)] = True
    assert [part.type for part in find_stretches(ink, 34)] == [RunType.NOTE]


@given(st.lists(st.tuples(st.integers(0, 297), st.integers(6, 42)), max_size=4))
def test_specks_are_no_text(specks: list[tuple[int, int]]) -> None:
    ink = np.zeros((300, 48), dtype=bool)
    for y, x in specks:
        ink[y : y + 2, x : x + 2] = True
    assert find_stretches(ink, 34) == []


def test_a_blank_column_has_no_stretches() -> None:
    assert find_stretches(np.zeros((300, 48), dtype=bool), 34) == []


@given(
    degrees=st.floats(-5, 5),
    scale=st.floats(0.3, 1),
    x=st.floats(0, 300),
    y=st.floats(0, 400),
)
def test_distances_survive_the_way_back_to_the_picture(
    degrees: float, scale: float, x: float, y: float
) -> None:
    ink = np.zeros((400, 300), dtype=np.uint8)
    view = View(ink, ink, scale, degrees)
    here, there = view.to_input(np.array([[x, y], [x + 30, y + 40]]))
    assert abs(np.hypot(*(there - here)) * scale - 50) < 1e-6
    centre = view.to_input(np.array([[150.0, 200.0]]))[0]
    assert np.allclose(centre * scale, [150, 200], atol=1e-6)


def test_straightening_undoes_a_lean() -> None:
    page = np.zeros((100, 120), dtype=np.uint8)
    for y in range(100):
        page[y, 40 + y // 5 : 44 + y // 5] = 255
    down = np.linspace(0, 100, 5)
    left = np.stack([30 + down / 5, down], axis=1)
    strip = straighten(page, Edges(left, left + np.array([24, 0])), (24, 100), 0.0, 0)
    used = np.flatnonzero((strip > 127).mean(axis=0) > 0.5)
    assert set(used) <= set(range(9, 15))


def test_boxes_are_surrounded() -> None:
    assert surround([Box(5, 6, 9, 9), Box(1, 7, 8, 20)]) == Box(1, 6, 9, 20)
