"""How much is told: 种, 册 and 件, each where there are any."""

import pytest

from archive.reports.naming import titles_and_volumes


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ((69, 105), "69 种 105 册"),
        ((3, 5, 12), "3 种 5 册 12 件"),
        ((1, 0, 24), "1 种 24 件"),
        ((0, 0), "0 种 0 册"),
        ((0, 2), "0 种 2 册"),
    ],
)
def test_what_there_is_none_of_is_left_out(amounts: tuple[int, ...], told: str) -> None:
    assert titles_and_volumes(*amounts) == told
