"""Several eras may be meant by one name: which, and how a person is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.text.dates.calendars import years_touched
from archive.text.dates.eras import Era, find_eras, format_reign_year, written_name
from archive.text.dates.problems import Choice, Problem, ProblemKind
from archive.text.dates.spans import Span, Unclear


@dataclass(frozen=True, slots=True)
class Meant:
    """Years of an era that may be meant: one of them, or the whole."""

    era: Era
    first: int
    last: int
    is_whole: bool = False

    @property
    def choice(self) -> Choice:
        """Return it as something that can be chosen."""
        if self.is_whole:
            ends = dict.fromkeys((self.first, self.last))
            return Choice(written_name(self.era), "—".join(map(str, ends)))
        number = self.first - self.era.first + 1
        return Choice(format_reign_year(self.era, number), str(self.first))

    def holds(self, given: Span) -> bool:
        """Whether years that stand beside it can be its own."""
        if given.first != given.last or self.first != self.last:
            return (given.first, given.last) == (self.first, self.last)
        first, last = years_touched(self.era.dynasty, self.first)
        return first <= given.first <= last


def written_era(era: Era, word: str) -> str:
    """Return a whole era or a part of it: 清康熙间, 清康熙初, 元至元间（1264—1294）."""
    years = f"（{era.first}—{era.last}）" if _has_namesakes(era) else ""
    return written_name(era) + word + years


def wants_years(meant: Meant) -> bool:
    """Whether a reign year needs its Gregorian year beside it, since its dynasty has it twice."""
    number = meant.first - meant.era.first + 1
    return sum(era.year(number) is not None for era in _namesakes(meant.era)) > 1


def only_one(
    text: str,
    candidates: Sequence[Meant],
    given: Span | None,
    kind: ProblemKind = ProblemKind.AMBIGUOUS,
) -> Meant:
    """Return the one that is meant; ``given`` years choose among several.

    Raises:
        Unclear: more than one may be meant.
    """
    fitting = [each for each in candidates if given is not None and each.holds(given)]
    exact = [each for each in fitting if given is not None and each.first == given.first]
    left = exact or fitting or candidates
    if len(left) > 1:
        choices = tuple(each.choice for each in left)
        values = {"written": text, "candidates": "、".join(map(str, choices))}
        raise Unclear(Problem(kind, values, choices))
    return left[0]


def _namesakes(era: Era) -> list[Era]:
    return find_eras(era.name, era.dynasty)


def _has_namesakes(era: Era) -> bool:
    return len(_namesakes(era)) > 1
