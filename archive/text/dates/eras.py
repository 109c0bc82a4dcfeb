"""Dynasties and their eras (年号), from 漢 to 民國.

Years are those of the proleptic Gregorian calendar in astronomical counting (ISO 8601): 140 before
Christ is -139. A reign year is taken here for the Gregorian year in which most of it lies, the one
that handbooks give; see ``calendars`` for those that it touches.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from archive.text.fold import fold
from archive.text.numerals import write_numeral

_TABLE = Path(__file__).with_name("era_table.txt")
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CYCLE = 60
_FIRST_CYCLE_YEAR = 4  # 甲子


@dataclass(frozen=True, slots=True)
class Era:
    """An era of a dynasty; ``first`` and ``last`` are its first and last year."""

    dynasty: str
    name: str
    first: int
    last: int

    @property
    def year_count(self) -> int:
        """How many years it had, the one in which it was replaced included."""
        return self.last - self.first + 1

    def year(self, number: int) -> int | None:
        """Return the year that is its ``number``-th, None if it had not so many."""
        return self.first + number - 1 if 1 <= number <= self.year_count else None

    def years_named(self, cyclical: str) -> list[int]:
        """Return those of its years that 干支 calls ``cyclical``."""
        return [year for year in range(self.first, self.last + 1) if cycle_of(year) == cyclical]


@dataclass(frozen=True, slots=True)
class Dynasty:
    """A dynasty by one of its names, which may mean only a part of it (南宋).

    ``called`` is the name by which it is written: 大清 is 清, but 南宋 is not 宋.
    """

    name: str
    first: int
    last: int
    called: str


_SPANS = (
    ("汉", -205, 220, ("西汉 -205 8", "东汉 25 220", "两汉 -205 220", "前汉 -205 8")),
    ("新", 9, 23, ()),
    ("魏", 220, 265, ("曹魏 220 265",)),
    ("蜀", 221, 263, ("蜀汉 221 263",)),
    ("吴", 222, 280, ("孙吴 222 280", "东吴 222 280")),
    ("晋", 265, 420, ("西晋 265 316", "东晋 317 420")),
    ("南朝宋", 420, 479, ("刘宋 420 479",)),
    ("南齐", 479, 502, ("萧齐 479 502",)),
    ("梁", 502, 557, ("萧梁 502 557",)),
    ("陈", 557, 589, ()),
    ("北魏", 386, 534, ("后魏 386 534",)),
    ("东魏", 534, 550, ()),
    ("西魏", 535, 557, ()),
    ("北齐", 550, 577, ()),
    ("北周", 557, 581, ()),
    ("隋", 581, 618, ()),
    ("唐", 618, 907, ("武周 690 705",)),
    ("后梁", 907, 923, ()),
    ("后唐", 923, 936, ()),
    ("后晋", 936, 947, ()),
    ("后汉", 947, 951, ()),
    ("后周", 951, 960, ()),
    ("辽", 907, 1125, ()),
    ("宋", 960, 1279, ("北宋 960 1127", "南宋 1127 1279")),
    ("金", 1115, 1234, ()),
    ("元", 1260, 1368, ()),
    ("明", 1368, 1644, ("大明 1368 1644", "皇明 1368 1644")),
    ("南明", 1644, 1683, ()),
    (
        "清",
        1616,
        1912,
        ("大清 1616 1912", "前清 1616 1912", "皇清 1616 1912", "后金 1616 1636"),
    ),
    ("太平天国", 1851, 1864, ()),
    ("民国", 1912, 1949, ("中华民国 1912 1949",)),
)


_HEIRS = {"明": "南明"}
"""Who went on in whose name: 明永曆 is an era of the 南明."""


@cache
def eras() -> tuple[Era, ...]:
    """Return every era of the table."""
    rows = _TABLE.read_text(encoding="utf-8").splitlines()
    parts = (row.split() for row in rows if not row.startswith("#"))
    return tuple(Era(d, name, _year(first), _year(last)) for d, name, first, last in parts)


def _year(written: str) -> int:
    year = int(written)
    return year + 1 if year < 0 else year  # there was no year 0


@cache
def eras_by_name() -> Mapping[str, Sequence[Era]]:
    """Return the eras by their folded names; some names were used several times."""
    found: dict[str, list[Era]] = defaultdict(list)
    for era in eras():
        found[fold(era.name)].append(era)
    found[fold("中华民国")] = found[fold("民国")]
    return found


@cache
def dynasties() -> Mapping[str, Dynasty]:
    """Return the dynasties by their folded names, the names of parts included."""
    found: dict[str, Dynasty] = {}
    for name, first, last, others in _SPANS:
        found[fold(name)] = Dynasty(name, first, last, name)
        for other in others:
            called, begins, ends = other.split()
            is_whole = (int(begins), int(ends)) == (first, last)
            by = name if is_whole else called
            found[fold(called)] = Dynasty(name, int(begins), int(ends), by)
    return found


def find_eras(name: str, dynasty: str = "") -> list[Era]:
    """Return the eras called ``name`` in any script, of ``dynasty`` if one is given."""
    known = eras_by_name().get(fold(name), ())
    if not dynasty:
        return list(known)
    span = dynasties().get(fold(dynasty))
    if span is None:
        return []
    held = [era for era in known if _is_of(era, span)]
    return held or [era for era in known if era.dynasty == _HEIRS.get(span.name)]


def eras_of(dynasty: Dynasty) -> list[Era]:
    """Return the eras of a dynasty, or of that part of it, in the order of the table."""
    return [era for era in eras() if _is_of(era, dynasty)]


def _is_of(era: Era, span: Dynasty) -> bool:
    return era.dynasty == span.name and era.first <= span.last and era.last >= span.first


def cycle_of(year: int) -> str:
    """Return what 干支 calls a year: 1782 is 壬寅."""
    place = (year - _FIRST_CYCLE_YEAR) % _CYCLE
    return STEMS[place % 10] + BRANCHES[place % 12]


def format_reign_year(era: Era, number: int) -> str:
    """Return a reign year as it is written: 清同治十年, 民国元年."""
    return f"{written_name(era)}{'元' if number == 1 else write_numeral(number)}年"


def written_name(era: Era) -> str:
    """Return an era as it is written: 清康熙, 民国."""
    return era.name if era.dynasty == era.name else era.dynasty + era.name
