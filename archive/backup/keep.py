"""Which backups are kept: the newest of each of the last days, weeks and months. Pure."""

import datetime as dt
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass

from archive.kernel.clock import to_local


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """A backup as the rule sees it: when it was taken, and whether nothing is missing in it."""

    taken_at: dt.datetime
    name: str
    is_good: bool


@dataclass(frozen=True, slots=True)
class KeepRule:
    """How many days, weeks and months are represented; a day without a backup does not count."""

    daily: int = 7
    weekly: int = 5
    monthly: int = 12


def names_to_keep(backups: Collection[Kept], rule: KeepRule) -> set[str]:
    """Return the names of the backups that stay.

    The newest good one always does. One with gaps stays only as long as it is newer than every
    good one, by the same rule. Applied to what it kept, the rule keeps all of it.
    """
    good = sorted((each for each in backups if each.is_good), reverse=True)
    last_good = good[0].taken_at if good else None
    gaps = [
        each
        for each in backups
        if not each.is_good and (last_good is None or each.taken_at > last_good)
    ]
    return _select(good, rule) | _select(sorted(gaps, reverse=True), rule)


def _select(newest_first: list[Kept], rule: KeepRule) -> set[str]:
    return {
        *(each.name for each in newest_first[:1]),
        *_newest_of(newest_first, _day, rule.daily),
        *_newest_of(newest_first, _week, rule.weekly),
        *_newest_of(newest_first, _month, rule.monthly),
    }


def _newest_of(
    newest_first: list[Kept], period_of: Callable[[dt.date], Hashable], count: int
) -> list[str]:
    newest: dict[Hashable, str] = {}
    for each in newest_first:
        newest.setdefault(period_of(to_local(each.taken_at).date()), each.name)
    return list(newest.values())[:count]


def _day(day: dt.date) -> Hashable:
    return day


def _week(day: dt.date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: dt.date) -> Hashable:
    return day.year, day.month
