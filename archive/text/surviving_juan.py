"""Which 卷 of a work survive, or are wanting: 存四卷（十六至十九）, 缺二卷（三、七）. Pure.

Written as the published records of the ancient-books census (古籍普查登记) write them: how many,
then in brackets which, spans with 至 and single ones between 、. Parts without a number of their
own (首 上 中 下 末 附录 目录) are named. 存 tells what is there, 缺 what is not.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from archive.kernel.errors import N_
from archive.text.fold import fold
from archive.text.numerals import parse_numeral, write_numeral

MOST_JUAN = 10_000
NAMED = ("首", "上", "中", "下", "末", "目录", "附录", "附", "补遗", "图", "叙录", "考异")
"""Parts that bear a name in place of a number, in the order in which they are told."""
_BEFORE = 1  # 首 stands before the numbers, all other names behind them

_WHOLE = re.compile(
    r"^(?P<word>存|缺|阙)(?:(?P<count>[^卷(]*)卷)?(?:\((?P<which>[^()]*)\)|卷?(?P<bare>[^()]*))$"
)
_SEPARATORS = re.compile(r"[、,，;；及和]+")
_SPAN = re.compile(r"^(?:卷|第)?(.+?)(?:至|到|[-–—~～－]+)(?:卷|第)?(.+?)卷?$")


class Word(StrEnum):
    """Whether 卷 are told because they are there, or because they are not."""

    HELD = "存"
    WANTING = "缺"


class JuanProblem(StrEnum):
    """Why a statement cannot be used; each is a zh-Hans sentence in :data:`SENTENCES`."""

    UNREADABLE = "unreadable"
    BACKWARDS = "backwards"
    TWICE = "twice"
    COUNT_DIFFERS = "count-differs"
    TOO_MANY = "too-many"


SENTENCES = {
    JuanProblem.UNREADABLE: N_("看不懂“%(part)s”，请写成“存四卷（十六至十九）”这样。"),
    JuanProblem.BACKWARDS: N_("“%(part)s”的起止颠倒了，请核对。"),
    JuanProblem.TWICE: N_("“%(part)s”写了两次，请核对。"),
    JuanProblem.COUNT_DIFFERS: N_("写的是 %(count)s 卷，括号里数得 %(counted)s 卷，请核对。"),
    JuanProblem.TOO_MANY: N_("“%(part)s”的卷数太大，请核对。"),
}


@dataclass(frozen=True, slots=True)
class JuanSpan:
    """Numbered 卷 from ``first`` to ``last``, both included."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many 卷 they are."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class SurvivingJuan:
    """What is held or wanting of a work.

    ``spans`` ascend and neither touch nor overlap; ``named`` are of :data:`NAMED`, in its order.
    Where only the number was written, both are empty and ``count`` is what was written.
    """

    word: Word
    count: int
    spans: tuple[JuanSpan, ...] = ()
    named: tuple[str, ...] = ()

    def numbers(self) -> set[int]:
        """Return every numbered 卷."""
        return {n for span in self.spans for n in range(span.first, span.last + 1)}

    def held_of(self, juan_count: int) -> set[int] | None:
        """Return the numbered 卷 held of a work of ``juan_count``; None if it is not told which."""
        if not self.spans and not self.named:
            return None
        every = set(range(1, juan_count + 1))
        return self.numbers() & every if self.word is Word.HELD else every - self.numbers()


class JuanError(ValueError):
    """A statement that cannot be used; ``sentence`` with ``values`` says why."""

    def __init__(self, problem: JuanProblem, **values: object) -> None:
        super().__init__(problem.value)
        self.problem, self.values = problem, values

    @property
    def sentence(self) -> str:
        """The zh-Hans message with ``%(name)s`` places."""
        return SENTENCES[self.problem]


def parse_surviving(text: str) -> SurvivingJuan | None:
    """Return what ``text`` tells, None if it is blank.

    Raises:
        JuanError: it cannot be read, or its number and its list do not agree.
    """
    plain = _plain(text)
    if not plain:
        return None
    found = _WHOLE.match(plain)
    if found is None:
        raise JuanError(JuanProblem.UNREADABLE, part=text)
    word = Word.HELD if found["word"] == Word.HELD else Word.WANTING
    count = parse_numeral(found["count"] or "")
    listed = found["which"] or found["bare"] or ""
    if (found["count"] and count is None) or (not listed and count is None):
        raise JuanError(JuanProblem.UNREADABLE, part=text)
    if not listed:
        return SurvivingJuan(word, _checked(count or 0, text))
    spans, named = _read_list(listed)
    counted = sum(span.count for span in spans) + len(named)
    if count is not None and count != counted:
        raise JuanError(JuanProblem.COUNT_DIFFERS, count=count, counted=counted)
    return SurvivingJuan(word, counted, spans, named)


def write_surviving(surviving: SurvivingJuan) -> str:
    """Return the statement in its one canonical form, in simplified characters."""
    head = f"{surviving.word}{write_numeral(surviving.count)}卷"
    parts = [*surviving.named[: _leading(surviving.named)]]
    parts += [_write_span(span) for span in surviving.spans]
    parts += surviving.named[_leading(surviving.named) :]
    return f"{head}（{'、'.join(parts)}）" if parts else head


def surviving_of(word: Word, numbers: Iterable[int], named: Iterable[str] = ()) -> SurvivingJuan:
    """Return the statement that tells these numbered 卷 and these parts with a name."""
    spans = _joined(sorted({JuanSpan(n, n) for n in numbers}, key=lambda span: span.first))
    known = set(named)
    told = tuple(name for name in NAMED if name in known)
    return SurvivingJuan(word, sum(span.count for span in spans) + len(told), spans, told)


def _plain(text: str) -> str:
    return fold("".join(text.split())).replace("（", "(").replace("）", ")").rstrip("。.;；,，")


def _checked(number: int, part: str) -> int:
    if not 1 <= number <= MOST_JUAN:
        raise JuanError(JuanProblem.TOO_MANY, part=part)
    return number


def _read_list(listed: str) -> tuple[tuple[JuanSpan, ...], tuple[str, ...]]:
    spans: list[JuanSpan] = []
    named: list[str] = []
    for part in filter(None, _SEPARATORS.split(listed)):
        name = part.removeprefix("卷") if part != "卷" else part
        if name in NAMED:
            if name in named:
                raise JuanError(JuanProblem.TWICE, part=part)
            named.append(name)
        else:
            spans.append(_read_span(part))
    spans.sort(key=lambda span: span.first)
    for earlier, later in pairwise(spans):
        if later.first <= earlier.last:
            raise JuanError(JuanProblem.TWICE, part=_write_span(later))
    return _joined(spans), tuple(name for name in NAMED if name in named)


def _read_span(part: str) -> JuanSpan:
    found = _SPAN.match(part)
    ends = (found[1], found[2]) if found else (part.removeprefix("卷").removeprefix("第"),) * 2
    first, last = (parse_numeral(end.removesuffix("卷")) for end in ends)
    if first is None or last is None:
        raise JuanError(JuanProblem.UNREADABLE, part=part)
    if last < first:
        raise JuanError(JuanProblem.BACKWARDS, part=part)
    return JuanSpan(_checked(first, part), _checked(last, part))


def _joined(spans: Sequence[JuanSpan]) -> tuple[JuanSpan, ...]:
    joined: list[JuanSpan] = []
    for span in spans:
        if joined and span.first == joined[-1].last + 1:
            joined[-1] = JuanSpan(joined[-1].first, span.last)
        else:
            joined.append(span)
    return tuple(joined)


def _write_span(span: JuanSpan) -> str:
    if span.first == span.last:
        return write_numeral(span.first)
    return f"{write_numeral(span.first)}至{write_numeral(span.last)}"


def _leading(named: Sequence[str]) -> int:
    return _BEFORE if named and named[0] == NAMED[0] else 0
