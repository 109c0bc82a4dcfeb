"""A flash outlives one redirect, and only one."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.web.flash import COUNT_LIMIT, TEXT_LIMIT, Flash, Level, read_flashes, write_flashes
from tests.unit.archive.web.visitor import Visitor

FLASHES = st.lists(
    st.builds(Flash, st.text(st.characters(codec="utf-8"), max_size=40), st.sampled_from(Level)),
    max_size=COUNT_LIMIT,
)


@given(FLASHES)
def test_what_is_written_is_read(flashes: list[Flash]) -> None:
    assert read_flashes(write_flashes(flashes)) == flashes


def test_the_newest_are_kept_and_fit_a_cookie() -> None:
    flashes = [Flash("醴" * TEXT_LIMIT, Level.WARNING) for _ in range(9)]
    value = write_flashes(flashes)
    assert len(read_flashes(value)) == COUNT_LIMIT
    assert len(value) < 5200


@given(st.text(max_size=60))
def test_a_forged_cookie_is_no_flash(value: str) -> None:
    forged = base64.urlsafe_b64encode(value.encode("utf-8", "surrogatepass")).decode()
    for cookie in (value, forged):
        assert all(isinstance(flash.level, Level) for flash in read_flashes(cookie))


@pytest.mark.parametrize("payload", ['[["done"]]', '{"a":1}', "[1]", '[["evil","x"]]', "[" * 5000])
def test_odd_json_is_no_flash(payload: str) -> None:
    assert read_flashes(base64.urlsafe_b64encode(payload.encode()).decode()) == []


def test_a_flash_is_shown_once_and_escaped(visitor: Visitor) -> None:
    answer = visitor.post("/done", headers={"X-CSRF-Token": visitor.token()})
    assert answer.status_code == 303

    first, second = visitor.get("/page"), visitor.get("/page")
    assert "&lt;b&gt;醴陵&lt;/b&gt; 已登记" in first.text
    assert "已登记" not in second.text
