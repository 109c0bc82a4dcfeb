"""Order and pages of a table follow its address."""

from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from archive.web.tables import Paging, Sort, column


def asked(query: str) -> Request:
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/desk",
        "query_string": query.encode(),
        "headers": [(b"host", b"archive.test")],
    }
    return Request(scope)


def test_a_second_click_turns_the_order_round() -> None:
    sort = Sort.of(asked("q=%E9%86%B4&sort=title&page=3"), {"title", "year"}, "year")
    assert (sort.key, sort.is_descending) == ("title", False)
    assert sort.link("title").endswith("sort=-title")
    assert sort.link("year").endswith("sort=year")
    assert "page" not in sort.link("year")
    assert "q=%E9%86%B4" in sort.link("year")
    assert (sort.aria("title"), sort.aria("year")) == ("ascending", "none")


def test_an_unknown_order_is_the_default() -> None:
    sort = Sort.of(asked("sort=password"), {"title"}, "-title")
    assert (sort.key, sort.is_descending, sort.aria("title")) == ("title", True, "descending")


@given(st.text(alphabet="0123456789-x", max_size=12), st.integers(0, 5000), st.integers(1, 200))
def test_every_page_is_a_page(query: str, total: int, size: int) -> None:
    paging = Paging.of(asked(f"page={query}"), total, size)
    assert 1 <= paging.page <= paging.last
    assert 0 <= paging.offset <= max(0, total - 1)
    shown = [number for number in paging.numbers if number is not None]
    assert shown == sorted(set(shown))
    assert {1, paging.page, paging.last} <= set(shown)


def test_a_column_reads_attributes_keys_and_macros() -> None:
    assert column("题名", "title").value({"title": "縣志"}) == "縣志"
    assert column("题名", "real").value(7) == 7
    assert column("题名", lambda row: row + 1).value(7) == 8
