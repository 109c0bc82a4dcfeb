"""Where labels lie on their sheets, and how a call number breaks into lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.labels.sheets import (
    LONGEST_LINE,
    SHEETS,
    Sheet,
    lay_out,
    pages_needed,
    split_call_number,
    spot,
    type_size,
    width_of,
)

CHOSEN = st.sampled_from(list(SHEETS.values()))
MM_PER_PT = 25.4 / 72


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_every_label_is_on_the_paper(sheet: Sheet) -> None:
    assert sheet.right_edge <= sheet.page_width + 0.01
    assert sheet.bottom_edge <= sheet.page_height + 0.01
    last = spot(sheet, sheet.labels_per_page - 1)
    assert last.left + sheet.label_width == pytest.approx(sheet.right_edge)
    assert last.top + sheet.label_height == pytest.approx(sheet.bottom_edge)


def test_a_sheet_that_is_partly_used_is_begun_where_it_is_unused() -> None:
    sheet = SHEETS["a4-3x8"]
    first, second = lay_out(sheet, 5, first=23)
    assert [number for number, _ in first] == [0, 1]
    assert [number for number, _ in second] == [2, 3, 4]
    assert first[0][1] == spot(sheet, 22)
    assert second[0][1] == spot(sheet, 0)
    assert pages_needed(sheet, 5, first=23) == 2


@given(CHOSEN, st.integers(0, 200), st.integers(-5, 200))
def test_every_label_is_printed_once_and_none_over_another(
    sheet: Sheet, count: int, first: int
) -> None:
    pages = lay_out(sheet, count, first)
    assert [number for page in pages for number, _ in page] == list(range(count))
    for page in pages:
        places = [(at.left, at.top) for _, at in page]
        assert len(set(places)) == len(places)
        assert len(page) <= sheet.labels_per_page
        assert all(left + sheet.label_width <= sheet.page_width + 0.01 for left, _ in places)


@pytest.mark.parametrize(
    ("call_number", "lines"),
    [
        ("K296.44/12:2", ["K296.44", "12:2"]),
        ("K296.44 / D512 / v.2", ["K296.44", "D512", "v.2"]),
        ("史·地理·1", ["史", "地理", "1"]),
        ("K820.9-512.644/1", ["K820.9", "-512.644", "1"]),
        ("", []),
        ("/", []),
    ],
)
def test_a_call_number_breaks_where_it_is_read_with_a_pause(
    call_number: str, lines: list[str]
) -> None:
    assert split_call_number(call_number) == lines


@given(st.text("K0123456789.-/·史地 理(=", max_size=60))
def test_nothing_of_a_call_number_is_lost_and_no_line_is_too_long(call_number: str) -> None:
    lines = split_call_number(call_number)
    kept = "".join(lines)
    assert kept == "".join(c for c in call_number if c not in "/· ")
    assert all(0 < width_of(line) <= LONGEST_LINE for line in lines)


@given(st.lists(st.text("K012.-史", min_size=1, max_size=7), min_size=1, max_size=4), CHOSEN)
def test_the_type_is_as_large_as_fits(lines: list[str], sheet: Sheet) -> None:
    size = type_size(lines, sheet)
    assert 5 <= size <= 20
    if size > 5:
        widest = max(width_of(line) for line in lines) * 0.6 * size * MM_PER_PT
        assert widest <= sheet.label_width * 0.9
        assert len(lines) * 1.25 * size * MM_PER_PT <= sheet.label_height * 0.9
