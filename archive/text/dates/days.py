"""Whether a month and a day exist, in the Gregorian calendar and in the old lunar one."""

import calendar
import datetime as dt

_MONTHS = 12
_LONGEST_LUNAR = 30
_A_LEAP_YEAR = 2000


def is_solar_day(year: int | None, month: int, day: int | None) -> bool:
    """Whether the Gregorian calendar has the day; without a year, whether some year has it."""
    if not 1 <= month <= _MONTHS:
        return False
    if day is None:
        return True
    of_year = year if year is not None and 1 <= year <= dt.MAXYEAR else _A_LEAP_YEAR
    return 1 <= day <= calendar.monthrange(of_year, month)[1]


def is_lunar_day(month: int, day: int | None) -> bool:
    """Whether a lunar month can have the day: its months have 29 or 30."""
    return 1 <= month <= _MONTHS and (day is None or 1 <= day <= _LONGEST_LUNAR)
