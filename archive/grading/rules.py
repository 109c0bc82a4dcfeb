"""Rules that suggest a grade (定级) from years and edition, or damage (定损) from values; pure.

A rule is a line of text that a library may change; :func:`suggest_grade` and
:func:`suggest_damage` say which line spoke, and why.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.grading.measures import MEASURES, write_value
from archive.text.fold import fold

SEPARATOR = "｜"
_SEPARATORS = re.compile(r"\s*[｜|\t]\s*")
_YEARS = re.compile(r"(\d{1,4})?\s*[-–—~至]\s*(\d{1,4})?")
_BOUND = re.compile(r"(>=|<=|≥|≤|>|<|＞|＜)\s*(\d{1,3}(?:\.\d{1,2})?)\s*%?")
_OPERATORS = {"≥": ">=", "≤": "<=", "＞": ">", "＜": "<"}
_FIRST, _LAST = 0, 9999
_MEASURE_OF = {measure.label: measure.name for measure in MEASURES}
_LABEL_OF = {measure.name: measure.label for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class GradeRule:
    """Editions from ``first`` to ``last`` year, of ``kind`` ("" for any), have ``grade``."""

    first: int
    last: int
    kind: str
    grade: str
    reason: str


@dataclass(frozen=True, slots=True)
class DamageRule:
    """A value of ``measure`` beyond ``bound`` makes the damage ``grade``."""

    measure: str
    operator: str
    bound: float
    grade: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the rules say, and by what; ``is_uncertain`` where the years span several rules."""

    grade: str
    reason: str
    is_uncertain: bool = False


def read_grade_rules(text: str, grades: Mapping[str, str]) -> list[GradeRule] | int:
    """Return the rules of a text, one on each line, or the number of the first wrong line."""
    rules = []
    for number, line in _lines(text):
        cells = _SEPARATORS.split(line)
        years = _YEARS.fullmatch(cells[0]) if cells else None
        grade = _grade(cells[2], grades) if len(cells) >= 3 else ""
        if years is None or not grade or len(cells) > 4:
            return number
        first, last = int(years[1] or _FIRST), int(years[2] or _LAST)
        if first > last:
            return number
        rules.append(GradeRule(first, last, cells[1], grade, cells[3] if len(cells) > 3 else ""))
    return rules


def write_grade_rules(rules: Sequence[GradeRule], grades: Mapping[str, str]) -> str:
    """Return rules as :func:`read_grade_rules` reads them."""
    return "\n".join(
        SEPARATOR.join((_years(rule), rule.kind, grades[rule.grade], rule.reason)) for rule in rules
    )


def _years(rule: GradeRule) -> str:
    first = "" if rule.first == _FIRST else str(rule.first)
    return f"{first}-{'' if rule.last == _LAST else rule.last}"


def suggest_grade(
    years: tuple[int, int] | None, kind: str, rules: Sequence[GradeRule]
) -> Suggestion | None:
    """Return what the first rule that fits says; None where none does, or no year is known.

    Where the years span several rules, the latest year decides: a grade is not given on hope.
    """
    if years is None:
        return None
    first, last = years
    fitting = [rule for rule in rules if not rule.kind or fold(rule.kind) == fold(kind)]
    for rule in fitting:
        if rule.first <= first and last <= rule.last:
            return Suggestion(rule.grade, rule.reason)
    for rule in fitting:
        if rule.first <= last <= rule.last:
            return Suggestion(rule.grade, rule.reason, is_uncertain=True)
    return None


def read_damage_rules(text: str, grades: Mapping[str, str]) -> list[DamageRule] | int:
    """Return the rules of a text, one on each line, or the number of the first wrong line."""
    rules = []
    for number, line in _lines(text):
        cells = _SEPARATORS.split(line)
        measure = _MEASURE_OF.get(cells[0], "")
        bound = _BOUND.fullmatch(cells[1]) if len(cells) == 3 else None
        grade = _grade(cells[2], grades) if bound else ""
        if not measure or bound is None or not grade:
            return number
        operator = _OPERATORS.get(bound[1], bound[1])
        rules.append(DamageRule(measure, operator, float(bound[2]), grade))
    return rules


def write_damage_rules(rules: Sequence[DamageRule], grades: Mapping[str, str]) -> str:
    """Return rules as :func:`read_damage_rules` reads them."""
    return "\n".join(
        SEPARATOR.join(
            (_LABEL_OF[r.measure], f"{r.operator}{write_value(r.bound)}", grades[r.grade])
        )
        for r in rules
    )


def suggest_damage(
    measured: Mapping[str, float], rules: Sequence[DamageRule], grades: Mapping[str, str]
) -> Suggestion | None:
    """Return the worst grade that a value calls for, with every value that calls for it."""
    worst_first = list(grades)
    spoke = [rule for rule in rules if rule.measure in measured and _holds(rule, measured)]
    if not spoke:
        return None
    worst = min((rule.grade for rule in spoke), key=worst_first.index)
    said = [_said(rule, measured) for rule in spoke if rule.grade == worst]
    return Suggestion(worst, "；".join(dict.fromkeys(said)))


def _holds(rule: DamageRule, measured: Mapping[str, float]) -> bool:
    value = float(measured[rule.measure])
    return {
        ">": value > rule.bound,
        ">=": value >= rule.bound,
        "<": value < rule.bound,
        "<=": value <= rule.bound,
    }[rule.operator]


def _said(rule: DamageRule, measured: Mapping[str, float]) -> str:
    unit = "" if rule.measure == "ph" else "%"
    label, value = _LABEL_OF[rule.measure], write_value(float(measured[rule.measure]))
    return f"{label} {value}{unit}（{rule.operator}{write_value(rule.bound)}{unit}）"


def as_content(rules: Sequence[GradeRule] | Sequence[DamageRule]) -> list[Any]:
    """Return rules as a reference table keeps them."""
    return [[getattr(rule, name) for name in rule.__dataclass_fields__] for rule in rules]


def _lines(text: str) -> list[tuple[int, str]]:
    lines = enumerate(text.splitlines(), start=1)
    return [(number, line.strip()) for number, line in lines if line.strip()]


def _grade(text: str, grades: Mapping[str, str]) -> str:
    return next((code for code, name in grades.items() if text in (code, name)), "")
