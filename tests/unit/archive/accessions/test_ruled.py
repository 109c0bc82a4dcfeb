"""What is carried from page to page of a register."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from archive.accessions.ruled import RuledRow, rule_pages

rows = st.lists(st.integers(0, 9), max_size=60)


@given(rows, st.integers(1, 20), st.integers(0, 1000))
def test_every_page_goes_on_where_the_last_one_ended(
    counts: list[int], per_page: int, before: int
) -> None:
    ruled = [RuledRow(count, (0, count, 0, 0)) for count in counts]
    pages = rule_pages(ruled, per_page, (0, before, 0, 0))
    assert pages[0].carried_in == (0, before, 0, 0)
    for page, following in itertools.pairwise(pages):
        assert following.carried_in == page.carried_on
        assert page.blank_count == 0
    assert pages[-1].carried_on == (0, before + sum(counts), 0, 0)
    assert [entry for page in pages for entry in page.rows] == counts
    assert all(len(page.rows) + page.blank_count == per_page for page in pages)
