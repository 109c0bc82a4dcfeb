"""Years from and to, and the way to say that they cannot be told."""

from dataclasses import dataclass

from archive.text.dates import edtf
from archive.text.dates.problems import Problem


@dataclass(frozen=True, slots=True)
class Span:
    """From the first year to the last, both included.

    ``written`` is the one canonical way to write it; ``finer`` is its EDTF where that says more
    than the years do. ``reckoned`` is the last year as handbooks reckon it, where that is another:
    同治十年 ends in 1872 and is 1871 to everybody.
    """

    first: int
    last: int
    written: str = ""
    finer: str = ""
    reckoned: int | None = None

    @property
    def reckoned_last(self) -> int:
        """The last year as handbooks reckon it."""
        return self.last if self.reckoned is None else self.reckoned

    @property
    def edtf(self) -> str:
        """The span as EDTF."""
        return self.finer or edtf.write_years(self.first, self.last)


class Unclear(Exception):  # noqa: N818 - it is the reading that ends here, not a fault
    """The date cannot be as it is written, or a person must say what is meant."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


_BEGINNING, _END = 4, 4
_WORDS = {"初": "初早前", "中": "中", "末": "末晚后季", "上半叶": "上", "下半叶": "下"}


def part_word(word: str) -> str:
    """Return the one word for a part of a time: 早期 is 初, 晚期 is 末; empty for the whole."""
    return next((name for name, heads in _WORDS.items() if word[:1] and word[0] in heads), "")


def part_of(first: int, last: int, word: str) -> tuple[int, int]:
    """Return the years that 初, 中 or 末 names: the first quarter, the middle, the last one."""
    length = last - first + 1
    return {
        "初": (first, first + max(length // _BEGINNING, 1)),
        "中": (first + length // _BEGINNING, last - length // _END),
        "末": (last - max(length // _END, 1), last),
        "上半叶": (first, first + length // 2 - 1),
        "下半叶": (first + length // 2, last),
    }.get(part_word(word), (first, last))
