"""Western years: 1986, 1986年3月2日, 一九八六年, 前140年, 1920年代, 20世纪50年代, 19□□年."""

import re

from archive.text.dates import edtf
from archive.text.dates.days import is_solar_day
from archive.text.dates.problems import Problem, ProblemKind
from archive.text.dates.spans import Span, Unclear, part_of, part_word
from archive.text.numerals import parse_numeral

_DIGIT = "〇零○一二三四五六七八九"
_NUMBER = rf"\d{{1,2}}|[{_DIGIT}十廿卅]{{1,3}}"
_DAY = re.compile(
    rf"^(?:公元|西元)?(?P<year>\d{{4}}|[{_DIGIT}]{{4}}(?=年))(?:年|[./-](?=\d)|$)"
    rf"(?:(?P<month>{_NUMBER})(?:月份?|[./-](?=\d)|$)(?:(?P<day>{_NUMBER})[日号]?)?)?$"
)
_EARLY = re.compile(rf"^(?:公元|西元)(\d{{1,3}}|[{_DIGIT}十百]{{1,5}})年$")
_BEFORE_CHRIST = re.compile(rf"^(?:公元|西元)?前(\d{{1,4}}|[{_DIGIT}十百]{{1,6}})年?$")
_MONTH_DAY = re.compile(rf"^(?P<month>{_NUMBER})月(?P<day>{_NUMBER})[日号]$")
_MASKS = "□xX*＊口"
_UNKNOWN = re.compile(rf"^(?:公元|西元)?([\d{_DIGIT}{_MASKS}]{{4}})年?$")
_DECADE = re.compile(rf"^(\d{{3}})0年代(.*)$|^([{_DIGIT}]{{3}})[〇零○]年代(.*)$")
_CENTURY = re.compile(
    rf"^(\d{{1,2}}|[{_DIGIT}十]{{1,3}})世纪(?:(\d)0年代|([一二三四五六七八九])十年代)?(.*)$"
)
_PART = re.compile(r"^(?:初期?|早期|前期|中期?|中叶|末期?|末年|晚期|后期|上半叶|下半叶|)$")
_CENTURY_YEARS = 100
_DECADE_YEARS = 10
_WITHOUT_PREFIX = 1000


def read_western(text: str) -> Span | None:
    """Return the years that the whole of ``text`` (folded, without spaces) names; None if none.

    Raises:
        Unclear: it names a day that the calendar does not have.
    """
    return _day(text) or _early(text) or _unknown_digits(text) or _decade(text) or _century(text)


def write_western(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return a Western date as it is written: 1986年3月2日, 公元25年, 公元前140年."""
    if year <= 0:
        told = f"公元前{1 - year}年"
    else:
        told = f"{'公元' if year < _WITHOUT_PREFIX else ''}{year}年"
    return told + (f"{month}月" if month else "") + (f"{day}日" if day else "")


def _day(text: str) -> Span | None:
    found = _DAY.match(text)
    if found is None:
        only = _MONTH_DAY.match(text)
        if only is not None:
            _checked(text, None, only["month"], only["day"])
        return None
    year = parse_numeral(found["year"])
    if not year:
        return None
    month, day = _checked(text, year, found["month"], found["day"]) if found["month"] else (0, 0)
    finer = edtf.write_day(year, month or None, day or None)
    return Span(year, year, write_western(year, month, day), finer)


def _checked(text: str, year: int | None, month: str, day: str | None) -> tuple[int, int]:
    number = parse_numeral(month)
    of_month = parse_numeral(day) if day else None
    if number is None or not is_solar_day(year, number, of_month):
        raise Unclear(Problem(ProblemKind.NO_SUCH_DAY, {"written": text}))
    return number, of_month or 0


def _early(text: str) -> Span | None:
    found, is_before = _EARLY.match(text), False
    if found is None:
        found, is_before = _BEFORE_CHRIST.match(text), True
    number = parse_numeral(found[1]) if found else None
    if not number:
        return None
    year = 1 - number if is_before else number
    return Span(year, year, write_western(year))


def _unknown_digits(text: str) -> Span | None:
    found = _UNKNOWN.match(text)
    if found is None:
        return None
    digits = "".join("X" if each in _MASKS else str(parse_numeral(each)) for each in found[1])
    if "X" not in digits or digits[0] in "0X":
        return None
    first, last = (int(digits.replace("X", digit)) for digit in "09")
    return Span(first, last, digits.replace("X", "□") + "年", edtf.write_unknown(digits))


def _decade(text: str) -> Span | None:
    found = _DECADE.match(text)
    tens = parse_numeral(found[1] or found[3]) if found else None
    if found is None or tens is None:
        return None
    return _part_of_decade(tens * _DECADE_YEARS, found[2] or found[4] or "")


def _part_of_decade(first: int, part: str) -> Span | None:
    if not first or not _PART.match(part):
        return None
    word = part_word(part)
    years = part_of(first, first + _DECADE_YEARS - 1, word)
    return Span(*years, f"{first:04}年代{word}", "" if word else f"{first:04}"[:3] + "X")


def _century(text: str) -> Span | None:
    found = _CENTURY.match(text)
    number = parse_numeral(found[1]) if found else None
    if found is None or not number or not _PART.match(found[4]):
        return None
    first = (number - 1) * _CENTURY_YEARS
    if found[2] or found[3]:
        decade = parse_numeral(found[2] or found[3]) or 0
        return _part_of_decade(first + decade * _DECADE_YEARS, found[4])
    word = part_word(found[4])
    return Span(*part_of(first + 1, first + _CENTURY_YEARS, word), f"{number}世纪{word}")
