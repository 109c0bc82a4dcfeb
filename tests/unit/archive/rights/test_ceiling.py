import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from archive.rights.ceiling import Limit, is_wider, widest_level
from archive.rights.levels import AccessLevel
from archive.rights.limits import NetworkScope

TODAY = dt.date(2026, 3, 2)
days = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))
limits = st.lists(st.builds(Limit, st.sampled_from(list(NetworkScope)), days), max_size=4)


def test_without_limits_everything_is_allowed() -> None:
    assert widest_level([], TODAY) is AccessLevel.PUBLIC


def test_a_restriction_ends_on_its_day() -> None:
    limit = Limit(NetworkScope.PUBLIC, TODAY)
    assert widest_level([limit], TODAY) is AccessLevel.PUBLIC
    assert widest_level([limit], TODAY - dt.timedelta(days=1)) is AccessLevel.STAFF


@given(limits, st.builds(Limit, st.sampled_from(list(NetworkScope)), days))
def test_another_limit_never_opens_anything_wider(held: list[Limit], more: Limit) -> None:
    assert not is_wider(widest_level([*held, more], TODAY), widest_level(held, TODAY))
