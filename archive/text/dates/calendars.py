"""Which Gregorian years a year of the old calendar touches. Pure.

A lunar year begins between 21 January and 21 February and ends in the next Gregorian year; its
first ten months lie within the first. No table of new moons is kept: spans are whole years, and
may be a year too wide, never too narrow. Under some rulers the year began earlier than now:

* 漢 until 104 before Christ in the tenth month, and that last year had fifteen months;
* 新 (9-23) and 魏 in 238 and 239 in the twelfth month, around 1 January;
* 武則天 (690-700) and 唐肅宗 in 762 in the eleventh month; 700 and 762 were longer.
"""

_TAICHU = -103  # 太初元年: the calendar was set to begin with the first month
_IN_NOVEMBER = frozenset(("唐", year) for year in range(690, 700))
_AROUND_TWO_NEW_YEARS = frozenset(
    (
        ("汉", _TAICHU),
        ("唐", 700),
        ("唐", 762),
        ("魏", 238),
        ("魏", 239),
        *(("新", year) for year in range(9, 24)),
    )
)
_SOLAR = frozenset(("民国",))
_LAST_MONTH_WITHIN = 10


def is_solar(dynasty: str) -> bool:
    """Whether the years of a dynasty (as in the table of eras) are Gregorian ones."""
    return dynasty in _SOLAR


def years_touched(dynasty: str, year: int) -> tuple[int, int]:
    """Return the first and last Gregorian year of the reign year that is taken for ``year``."""
    if is_solar(dynasty):
        return year, year
    if (dynasty, year) in _AROUND_TWO_NEW_YEARS:
        return year - 1, year + 1
    if year < _TAICHU or (dynasty, year) in _IN_NOVEMBER:
        return year - 1, year
    return year, year + 1


def years_of_month(dynasty: str, year: int, month: int) -> tuple[int, int]:
    """Return the Gregorian years in which a month of the reign year may lie."""
    first, last = years_touched(dynasty, year)
    is_usual = (first, last) == (year, year + 1)
    return (year, year) if is_usual and month <= _LAST_MONTH_WITHIN else (first, last)
