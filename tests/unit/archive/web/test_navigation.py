"""Who is shown which way, and that no way leads off the site by accident."""

from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.web.navigation import open_places, place_of, safe_return


@pytest.mark.parametrize(
    ("role", "places"),
    [
        (None, ["/"]),
        ("reader", ["/"]),
        ("operator", ["/", "/station"]),
        ("staff", ["/", "/desk", "/station"]),
        ("administrator", ["/", "/desk", "/station"]),
    ],
)
def test_each_person_is_shown_the_rooms_he_works_in(role: str | None, places: list[str]) -> None:
    account = SimpleNamespace(name="易明", role=role) if role else None
    assert [place.href for place in open_places(account)] == places


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "/"),
        ("/read/b1", "/"),
        ("/desk/donations", "/desk"),
        ("/desks", "/"),
        ("/sign-in", ""),
    ],
)
def test_a_page_knows_its_place(path: str, place: str) -> None:
    assert place_of(path) == place


@given(st.text(alphabet="/\\:@.?#%\t\n ahtpsevil中", max_size=20))
def test_a_way_back_never_leaves_the_site(target: str) -> None:
    back = safe_return(target)
    for spelling in (back, back.replace("\\", "/")):
        assert urlsplit(urljoin("https://archive.test/here", spelling)).netloc == "archive.test"


def test_a_way_back_is_kept_as_it_is() -> None:
    assert safe_return("/desk?q=醴陵&page=2#top") == "/desk?q=醴陵&page=2#top"
    assert safe_return(None, otherwise="/desk") == "/desk"
