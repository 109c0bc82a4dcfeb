"""Years from and to, and the way to say that they cannot be told."""

from dataclasses import dataclass

from archive.text.dates.problems import Problem


@dataclass(frozen=True, slots=True)
class Span:
    """From the first year to the last, both included."""

    first: int
    last: int


class Unclear(Exception):  # noqa: N818 - it is the reading that ends here, not a fault
    """The date cannot be as it is written, or a person must say what is meant."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


_BEGINNING, _END = 4, 4


def part_of(span: Span, word: str) -> Span:
    """Return the part of ``span`` that 初, 中 or 末 names: a quarter, the middle, a quarter."""
    length = span.last - span.first + 1
    if word.startswith(("初", "早", "前")):
        return Span(span.first, span.first + max(length // _BEGINNING, 1))
    if word.startswith(("末", "晚", "后", "季")):
        return Span(span.last - max(length // _END, 1), span.last)
    if word.startswith("中"):
        return Span(span.first + length // _BEGINNING, span.last - length // _END)
    if word.startswith("上半"):
        return Span(span.first, span.first + length // 2 - 1)
    if word.startswith("下半"):
        return Span(span.first + length // 2, span.last)
    return span
