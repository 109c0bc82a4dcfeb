"""Reading a date as it is written on a document.

Understood are Western years, months and days in Arabic and Chinese figures, decades and centuries,
reign years by number or 干支 with or without the dynasty, eras and dynasties as a whole, 初 中 末,
ranges (1950-1960, 咸豐至同治), doubts (約, ?) and missing digits (198□ is 1980 to 1989: an unknown
digit never becomes a zero). What cannot be read is no error: its years are None and the text is
kept by whoever asked.
"""

import re
from dataclasses import dataclass, replace

from archive.text.dates.problems import Problem, ProblemKind
from archive.text.dates.reigns import read_reign
from archive.text.dates.spans import Span, Unclear
from archive.text.dates.western import read_western
from archive.text.fold import fold

LONGEST = 100
_DOUBTS = re.compile(r"约略|大约|约|疑似|疑|或为|可能|左右|前后|[?？]")
_BRACKETED = re.compile(r"[(（\[［〔]([^()（）\[\]［］〔〕]*)[)）\]］〕]")
_RANGE = re.compile(r"至|到|[-–—~～－]+")
_EDITION = re.compile(
    r"[重续增补初再翻影修纂刻刊印抄钞写稿木活字铅石油晒复打手精家坊官排拓版出镌仿行摄拍立]+本?$"
)
_NUMBERED = re.compile(r"^(?:元|[〇零一二三四五六七八九十廿卅\d]+)年")
_REIGN_HEAD = re.compile(r"^(.+?)(?:元|[〇零一二三四五六七八九十廿卅\d]+)年")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written, and the years it may mean.

    ``year_from`` and ``year_to`` are None where nothing could be read or ``problem`` says why not.
    """

    text: str
    year_from: int | None = None
    year_to: int | None = None
    is_doubtful: bool = False
    problem: Problem | None = None


def read_date(text: str) -> WrittenDate:
    """Return what ``text`` says of years; see the module for what is understood."""
    plain = fold("".join(text.split()))[:LONGEST]
    given = _BRACKETED.findall(plain)
    bare = _BRACKETED.sub("", plain)
    certain = _DOUBTS.sub("", bare)
    written = WrittenDate(text, is_doubtful=certain != bare)
    try:
        span = _read(certain) or _read(_EDITION.sub("", certain))
        _compare(span, given, text)
    except Unclear as unclear:
        return replace(written, problem=unclear.problem)
    if span is None:
        span = next((found for part in given if (found := read_western(part))), None)
    if span is None:
        return written
    return replace(written, year_from=span.first, year_to=span.last)


def _read(text: str) -> Span | None:
    return _read_one(text) or _read_range(text)


def _read_one(text: str) -> Span | None:
    return (read_western(text) or read_reign(text)) if text else None


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
        return Span(first.first, max(first.last, last.last))
    return None


def _completed(left: str, right: str) -> str:
    """Return ``right`` with what it leaves to be understood: 光绪三年至五年, 1950-60."""
    if re.fullmatch(r"\d{2}年?", right) and re.match(r"\d{4}", left):
        return left[:2] + right
    head = _REIGN_HEAD.match(left)
    return head[1] + right if head and _NUMBERED.match(right) else right


def _compare(span: Span | None, given: list[str], text: str) -> None:
    """Refuse a reign year beside which another Western year stands in brackets."""
    if span is None or span.first != span.last:
        return
    for part in given:
        other = read_western(part)
        if other and other.first == other.last and abs(other.first - span.first) > 1:
            values = {"written": text, "year": span.first, "given": other.first}
            raise Unclear(Problem(ProblemKind.CONTRADICTORY, values))
