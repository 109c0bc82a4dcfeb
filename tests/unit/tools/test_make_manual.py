"""The operators' pages ask for pictures of screens that there are."""

import re

from tests.flows.house_doors import GUARDED
from tools.make_manual import PAGES, addresses, picture_name, with_pictures


def is_screen(address: str) -> bool:
    """Whether some door of the house opens at an address."""
    doors = [re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) for _, path in GUARDED]
    return any(re.fullmatch(door, address) for door in doors)


def test_every_picture_is_of_a_screen_that_is_there() -> None:
    wanted = addresses()
    assert len(wanted) > 5
    assert [address for address in wanted if not is_screen(address)] == []
    assert not is_screen("/desk/nowhere/at/all")


def test_a_page_shows_its_pictures_in_their_places() -> None:
    page = (PAGES / "采访手册.md").read_text(encoding="utf-8")
    shown = with_pictures(page)
    assert "〔图" not in shown
    assert f"![/desk]({picture_name('/desk')})" in shown


def test_pictures_of_different_screens_have_different_names() -> None:
    names = [picture_name(address) for address in addresses()]
    assert len(set(names)) == len(names)
