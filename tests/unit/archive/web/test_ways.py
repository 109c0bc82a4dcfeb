"""The steps of the way to a place are said in the reader's language."""

import datetime as dt

import pytest

from archive.web.formats import format_day_of_year, format_way
from archive.web.i18n import Language, use_language

DAY = dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("总馆 · 架子间 · 架01 · 层3", "总馆 · 架子间 · bookcase 01 · level 3"),
        ("架A（县志） · 函5", "bookcase A（县志） · case 5"),
        ("x2 · 箱1", "x2 · crate 1"),
        ("函授部", "函授部"),
        ("", ""),
    ],
)
def test_a_way_is_said_in_english(kept: str, said: str) -> None:
    with use_language(Language.ENGLISH):
        assert format_way(kept) == said


def test_a_way_is_kept_as_it_is_in_chinese() -> None:
    with use_language(Language.SIMPLIFIED):
        assert format_way("总馆 · 架01 · 层3") == "总馆 · 架01 · 层3"
        assert format_day_of_year(DAY) == "11月25日"
    with use_language(Language.ENGLISH):
        assert format_day_of_year(DAY) == "25 November"
