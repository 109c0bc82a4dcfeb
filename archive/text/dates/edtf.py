"""Dates as machines exchange them: the part of EDTF (ISO 8601-2, level 1) that we write.

Years have four digits; the year before 1 is 0000, 140 before Christ -0139. An unknown digit is an
X at the end (19XX), never a zero. An interval has its first and last date, both included
(1871/1872). ``?`` says that a date is uncertain, ``~`` that it is approximate, ``%`` both.
"""

import re

_DATE = re.compile(r"^(-?)(\d{4}|\d{1,3}X{1,3})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?$")
_QUALIFIERS = {(False, False): "", (False, True): "?", (True, False): "~", (True, True): "%"}
_YEAR_DIGITS = 4


def write_day(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return a day, a month or a year of the Gregorian calendar: 1948-03-02, 1948-03, 1948."""
    sign = "-" if year < 0 else ""
    parts = [f"{sign}{abs(year):04}", *(f"{part:02}" for part in (month, day) if part is not None)]
    return "-".join(parts)


def write_years(first: int, last: int) -> str:
    """Return a year, or the interval from a year to another."""
    return write_day(first) if first == last else f"{write_day(first)}/{write_day(last)}"


def write_unknown(digits: str) -> str:
    """Return a year of which only the digits before the first X are told: 19X2 is 19XX."""
    return digits.partition("X")[0].ljust(_YEAR_DIGITS, "X")


def join(first: str, last: str) -> str:
    """Return the interval from the beginning of one date to the end of another."""
    begins, ends = first.partition("/")[0], last.rpartition("/")[2]
    if "X" in begins + ends or begins == ends:
        return write_years(years_of(begins)[0], years_of(ends)[1])
    return f"{begins}/{ends}"


def qualify(edtf: str, *, approximate: bool, uncertain: bool) -> str:
    """Return a date or interval with the doubts there are about it."""
    mark = _QUALIFIERS[approximate, uncertain]
    return "/".join(part + mark for part in edtf.split("/"))


def years_of(edtf: str) -> tuple[int, int]:
    """Return the first and last year that a date or interval may mean.

    Raises:
        ValueError: it is not of the part of EDTF that this module writes.
    """
    ends = [_years_of_one(part) for part in edtf.split("/")]
    if len(ends) > len(("first", "last")) or ends[-1][1] < ends[0][0]:
        raise ValueError(edtf)
    return ends[0][0], ends[-1][1]


def _years_of_one(edtf: str) -> tuple[int, int]:
    found = _DATE.match(edtf)
    if found is None or len(found[2]) != _YEAR_DIGITS:
        raise ValueError(edtf)
    low, high = (int(found[1] + found[2].replace("X", digit)) for digit in "09")
    return min(low, high), max(low, high)
