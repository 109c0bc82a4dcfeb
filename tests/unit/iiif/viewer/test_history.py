"""The journal told in sentences."""

import datetime as dt

import pytest

from archive.kernel.journal import JournalEntry
from iiif.viewer.history import tell

MONDAY = dt.datetime(2026, 3, 2, 1, 30, tzinfo=dt.UTC)


def make_entry(action: str, *, days: int = 0, actor: str = "小李", **after: object) -> JournalEntry:
    return JournalEntry(
        at=MONDAY + dt.timedelta(days=days),
        actor_name=actor,
        action=action,
        before={},
        after=after,
        why="",
    )


def test_what_happens_page_by_page_is_told_once_a_day() -> None:
    entries = [
        make_entry("digitize.page.read", days=1, page="5"),
        *(make_entry("digitize.page.read", page=str(number)) for number in (4, 3)),
        make_entry("catalogue.title.changed"),
        *(make_entry("digitize.page.read", page=str(number)) for number in (2, 1)),
    ]

    told = [line.sentence for line in tell(entries)]

    alone, together, changed = told
    assert "5" in alone
    assert together == "4 页已识别文字"
    assert changed == "修改了著录"


def test_two_people_are_not_counted_together() -> None:
    entries = [
        make_entry("digitize.scan.received", actor=name, file="a.tif", width=1, height=2)
        for name in ("小李", "小王")
    ]

    assert [line.actor for line in tell(entries)] == ["小李", "小王"]


@pytest.mark.parametrize("action", ["attic.thing.found", "catalogue.title.created"])
def test_an_entry_that_says_less_than_its_sentence_is_told_all_the_same(action: str) -> None:
    assert tell([make_entry(action)])[0].sentence
