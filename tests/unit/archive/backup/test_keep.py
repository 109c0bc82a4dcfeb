"""The rule by which backups are kept never lets the only good one go."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from archive.backup.keep import KeepRule, Kept, names_to_keep
from archive.kernel.clock import to_local

BEGIN = dt.datetime(2025, 1, 1, 18, 0, tzinfo=dt.UTC)
RULES = st.builds(
    KeepRule, st.integers(1, 10), st.integers(min_value=0, max_value=6), st.integers(0, 14)
)


@st.composite
def histories(draw: st.DrawFn) -> list[Kept]:
    hours = draw(st.sets(st.integers(0, 24 * 800), max_size=60))
    return [
        Kept(BEGIN + dt.timedelta(hours=hour), f"b{hour}", draw(st.booleans())) for hour in hours
    ]


def kept_of(backups: list[Kept], rule: KeepRule) -> list[Kept]:
    names = names_to_keep(backups, rule)
    return [each for each in backups if each.name in names]


@given(histories(), RULES)
def test_the_newest_good_one_always_stays(backups: list[Kept], rule: KeepRule) -> None:
    good = [each for each in backups if each.is_good]
    if good:
        assert max(good).name in names_to_keep(backups, rule)


@given(histories(), RULES)
def test_the_newest_one_stays_good_or_not(backups: list[Kept], rule: KeepRule) -> None:
    if backups:
        assert max(backups).name in names_to_keep(backups, rule)


@given(histories(), RULES)
def test_no_more_is_kept_than_the_rule_says(backups: list[Kept], rule: KeepRule) -> None:
    most = 1 + rule.daily + rule.weekly + rule.monthly
    kept = kept_of(backups, rule)
    assert len([each for each in kept if each.is_good]) <= most
    assert len([each for each in kept if not each.is_good]) <= most


@given(histories(), RULES)
def test_asked_again_the_rule_keeps_all_that_it_kept(backups: list[Kept], rule: KeepRule) -> None:
    kept = kept_of(backups, rule)
    assert kept_of(kept, rule) == kept


@given(histories(), RULES)
def test_a_backup_with_gaps_never_drives_out_a_good_one(
    backups: list[Kept], rule: KeepRule
) -> None:
    good = [each for each in backups if each.is_good]
    assert names_to_keep(good, rule) <= names_to_keep(backups, rule)


@given(histories(), RULES)
def test_each_of_the_last_days_is_represented(backups: list[Kept], rule: KeepRule) -> None:
    good = [each for each in backups if each.is_good]
    days = sorted({to_local(each.taken_at).date() for each in good}, reverse=True)
    kept = {to_local(each.taken_at).date() for each in kept_of(good, rule)}
    assert set(days[: rule.daily]) <= kept


def test_a_year_of_nights_leaves_days_weeks_and_months() -> None:
    backups: list[Kept] = []
    for night in range(400):
        backups.append(Kept(BEGIN + dt.timedelta(days=night), f"n{night}", is_good=True))
        backups = kept_of(backups, KeepRule(7, 5, 12))
    nights = [(BEGIN + dt.timedelta(days=399) - each.taken_at).days for each in backups]
    assert set(range(7)) <= set(nights)
    last_day = to_local(max(backups).taken_at).date()
    last_weeks = {(last_day - dt.timedelta(weeks=n)).isocalendar()[:2] for n in range(5)}
    assert last_weeks <= {to_local(each.taken_at).date().isocalendar()[:2] for each in backups}
    months = {to_local(each.taken_at).strftime("%Y-%m") for each in backups}
    assert len(months) == 12
    assert len(backups) <= 7 + 5 + 12
