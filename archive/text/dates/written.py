"""Reading a date as it is written on a document.

Understood are Western years, months and days in Arabic and Chinese figures, decades and centuries,
reign years by number or 干支 with or without the dynasty, eras and dynasties as a whole, 初 中 末,
ranges (1950-1960, 咸豐至同治), doubts (約, ?) and missing digits (198□ is 1980 to 1989: an unknown
digit never becomes a zero). A year in brackets says which of several is meant: 至元三年［1337］.
What cannot be read is no error: its years are None and the text is kept by whoever asked.
"""

import re
from dataclasses import dataclass, replace

from archive.text.dates import edtf
from archive.text.dates.problems import Problem, ProblemKind
from archive.text.dates.reigns import read_reign
from archive.text.dates.spans import Span, Unclear
from archive.text.dates.western import read_western, write_western
from archive.text.fold import fold

LONGEST = 100
_APPROXIMATE = re.compile(r"约略|大约|约|左右|前后")
_UNCERTAIN = re.compile(r"疑似|疑|或为|可能|[?？]")
_MASKED = re.compile(r"^(\d{2,3})([?？]{1,2})(?=年?$)")
_BRACKETED = re.compile(r"[(（\[［〔]([^()（）\[\]［］〔〕]*)[)）\]］〕]")
_YEARS = re.compile(r"^(前)?(\d{1,4})(?:[-–—~～－]+(前)?(\d{1,4}))?年?$")
_SLACK = 1  # some count the year of accession, some the year after
_RANGE = re.compile(r"至|到|[-–—~～－]+")
_EDITION = re.compile(
    r"[重续增补初再翻影修纂刻刊印抄钞写稿木活字铅石油晒复打手精家坊官排拓版出镌仿行摄拍立]+本?$"
)
_NUMBERED = re.compile(r"^(?:元|[〇零一二三四五六七八九十廿卅\d]+)年")
_REIGN_HEAD = re.compile(r"^(.+?)(?:元|[〇零一二三四五六七八九十廿卅\d]+)年")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written, and the years it may mean.

    ``year_from`` and ``year_to`` are None, ``edtf`` and ``canonical`` empty where nothing could be
    read or ``problem`` says why not. ``canonical`` is the one way we write what was read; it reads
    as itself. ``reckoned_to`` is the last year as handbooks reckon reigns: 同治十年 is 1871 to
    1872, reckoned 1871.
    """

    text: str
    year_from: int | None = None
    year_to: int | None = None
    reckoned_to: int | None = None
    edtf: str = ""
    canonical: str = ""
    is_approximate: bool = False
    is_uncertain: bool = False
    problem: Problem | None = None

    @property
    def is_doubtful(self) -> bool:
        """Whether its writer says that it may not be so."""
        return self.is_approximate or self.is_uncertain


def read_date(text: str) -> WrittenDate:
    """Return what ``text`` says of years; see the module for what is understood."""
    plain = fold("".join(text.split()))[:LONGEST]
    given = [span for part in _BRACKETED.findall(plain) if (span := _given(part))]
    bare = _MASKED.sub(lambda found: found[1] + "□" * len(found[2]), _BRACKETED.sub("", plain))
    sure = _UNCERTAIN.sub("", bare)
    certain = _APPROXIMATE.sub("", sure)
    written = WrittenDate(text, is_approximate=certain != sure, is_uncertain=sure != bare)
    beside = given[0] if given else None
    try:
        span = _read(certain, beside) or _read(_EDITION.sub("", certain), beside)
        _compare(span, given, text)
    except Unclear as unclear:
        return replace(written, problem=unclear.problem)
    span = span or beside
    return written if span is None else _told(written, span)


def _told(written: WrittenDate, span: Span) -> WrittenDate:
    said = ("约" if written.is_approximate else "", "？" if written.is_uncertain else "")
    approximate, uncertain = written.is_approximate, written.is_uncertain
    return replace(
        written,
        year_from=span.first,
        year_to=span.last,
        reckoned_to=span.reckoned_last,
        edtf=edtf.qualify(span.edtf, approximate=approximate, uncertain=uncertain),
        canonical=said[0] + span.written + said[1],
    )


def _given(part: str) -> Span | None:
    """Return the Western years in a pair of brackets, which need no word to say what they are."""
    found = _YEARS.match(part)
    if found is None:
        return _western_only(part)
    first, last = (_year(*ends) for ends in ((found[1], found[2]), (found[3], found[4])))
    if first is None or (last is not None and last < first):
        return None
    last = first if last is None else last
    ends = [write_western(year) for year in dict.fromkeys((first, last))]
    return Span(first, last, "至".join(ends))


def _year(before: str | None, digits: str | None) -> int | None:
    number = int(digits or 0)
    if not number:
        return None
    return 1 - number if before else number


def _western_only(part: str) -> Span | None:
    try:
        return read_western(part)
    except Unclear:
        return None


def _read(text: str, given: Span | None) -> Span | None:
    return _read_one(text, given) or _read_range(text)


def _read_one(text: str, given: Span | None = None) -> Span | None:
    return (read_western(text) or read_reign(text, given)) if text else None


def _read_range(text: str) -> Span | None:
    """Return what lies between two dates; a range has no ranges for ends, however many dashes."""
    for found in _RANGE.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        if not left or not right:
            continue
        first, last = _read_one(left), _read_one(_completed(left, right))
        if first is None or last is None:
            continue
        if last.last < first.first:
            raise Unclear(Problem(ProblemKind.BACKWARDS, {"written": text}))
        return _between(first, last)
    return None


def _completed(left: str, right: str) -> str:
    """Return ``right`` with what it leaves to be understood: 光绪三年至五年, 1950-60."""
    if re.fullmatch(r"\d{2}年?", right) and re.match(r"\d{4}", left):
        return left[:2] + right
    if re.match(r"\d{4}", right):
        return right
    head = _REIGN_HEAD.match(left)
    return head[1] + right if head and _NUMBERED.match(right) else right


def _between(first: Span, last: Span) -> Span:
    written = f"{first.written}至{last.written}"
    if last.last <= first.last:
        return Span(first.first, first.last, written, reckoned=first.reckoned)
    joined = edtf.join(first.edtf, last.edtf)
    return Span(first.first, last.last, written, joined, last.reckoned)


def _compare(span: Span | None, given: list[Span], text: str) -> None:
    """Refuse a year beside which another Western year stands in brackets."""
    if span is None or span.last - span.first > 1:
        return
    for other in given:
        apart = max(other.first - span.last, span.first - other.first)
        if other.first == other.last and apart > _SLACK:
            values = {"written": text, "year": span.first, "given": other.first}
            raise Unclear(Problem(ProblemKind.CONTRADICTORY, values))
