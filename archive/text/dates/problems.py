"""What can be wrong with a written date, in sentences that say what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archive.kernel.errors import N_


class ProblemKind(StrEnum):
    """Why a date cannot be as it is written, or needs a person to say what is meant."""

    NO_SUCH_REIGN_YEAR = "no-such-reign-year"
    NOT_IN_ERA = "not-in-era"
    NO_SUCH_DAY = "no-such-day"
    AMBIGUOUS = "ambiguous"
    WHICH_CYCLE = "which-cycle"
    OTHER_CYCLE_NAME = "other-cycle-name"
    CONTRADICTORY = "contradictory"
    BACKWARDS = "backwards"


UNCLEAR = frozenset((ProblemKind.AMBIGUOUS, ProblemKind.WHICH_CYCLE))
"""What a document can very well bear: a person who knows it must say which year is meant."""

SENTENCES: Mapping[ProblemKind, str] = {
    ProblemKind.NO_SUCH_REIGN_YEAR: N_(
        "%(era)s只有 %(count)s 年（%(first)s—%(last)s），没有%(written)s，请核对。"
    ),
    ProblemKind.NOT_IN_ERA: N_("%(era)s年间（%(first)s—%(last)s）没有%(cyclical)s年，请核对。"),
    ProblemKind.NO_SUCH_DAY: N_("没有“%(written)s”这一天，请核对。"),
    ProblemKind.AMBIGUOUS: N_(
        "“%(written)s”可以是 %(candidates)s，请写明朝代或年份；确实不知道的，在后面加问号。"
    ),
    ProblemKind.WHICH_CYCLE: N_(
        "“%(written)s”六十年一遇，可以是 %(candidates)s，请写明年号或公元年份。"
    ),
    ProblemKind.OTHER_CYCLE_NAME: N_(
        "“%(written)s”的干支与年次不符：%(year)s 年是%(cyclical)s年，请核对。"
    ),
    ProblemKind.CONTRADICTORY: N_("“%(written)s”是 %(year)s 年，与括号中的 %(given)s 年不符。"),
    ProblemKind.BACKWARDS: N_("“%(written)s”的起止颠倒了，请核对。"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be meant, in its canonical form, and its Gregorian years in common reckoning.

    Written in brackets behind the date, ``years`` say that this is what is meant.
    """

    written: str
    years: str

    def __str__(self) -> str:
        """Return it as it is told: 清康熙元年（1662）."""
        return f"{self.written}（{self.years}）"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong; ``values`` fill the places of its sentence. One of ``choices`` is meant."""

    kind: ProblemKind
    values: Mapping[str, object] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()

    @property
    def is_unclear(self) -> bool:
        """Whether the date is possible, and only a person can say which is meant."""
        return self.kind in UNCLEAR

    @property
    def sentence(self) -> str:
        """The zh-Hans message with ``%(name)s`` places."""
        return SENTENCES[self.kind]
