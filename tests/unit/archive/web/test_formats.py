"""Dates, sizes and lengths of time as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.web import formats
from archive.web.i18n import Language, use_language


def test_a_date_is_written_the_chinese_way_in_the_librarys_zone() -> None:
    late = dt.datetime(2026, 11, 22, 18, 5, tzinfo=dt.UTC)
    assert formats.format_date(dt.date(2026, 1, 2)) == "2026年1月2日"
    assert formats.format_datetime(late) == "2026年11月23日 02:05"
    with use_language(Language.ENGLISH):
        assert formats.format_date(late) == "23 November 2026"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KiB"),
        (3565158, "3.4 MiB"),
        (2**62, "4194304.0 TiB"),
    ],
)
def test_a_size_has_its_unit(size: int, words: str) -> None:
    assert formats.format_size(size) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.84, "0.8 秒"),
        (3, "3 秒"),
        (59.6, "1 分 0 秒"),
        (185, "3 分 5 秒"),
        (7800, "2 小时 10 分"),
    ],
)
def test_a_length_of_time_is_in_two_units(seconds: float, words: str) -> None:
    assert formats.format_duration(seconds) == words


@given(st.floats(0, 1e7))
def test_no_length_of_time_has_sixty_minutes_or_seconds(seconds: float) -> None:
    said = f" {formats.format_duration(seconds)}"
    assert " 60 分" not in said
    assert " 60 秒" not in said


def test_nothing_is_a_dash() -> None:
    for write in (formats.format_date, formats.format_datetime, formats.format_size):
        assert write(None) == "—"
    assert formats.format_duration(None) == formats.format_number(None) == "—"
    assert formats.format_number(12345) == "12,345"
