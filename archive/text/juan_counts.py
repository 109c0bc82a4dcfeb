"""How many 卷 a work has, as old books print it: 一百二十卷首一卷, 不分卷. Pure.

The first number counts the 卷 of the work itself; parts with a name (首 末 附录 …) are counted
apart, as a catalogue of old books does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.text.fold import fold
from archive.text.numerals import parse_numeral, write_numeral

MOST_JUAN = 99_999
UNDIVIDED = "不分卷"
_PARTS = "首|末|附录|附|补遗|补|续|图|目录|叙录|考异|外集|别集|年谱|拾遗|校勘记|札记|余"
_NUMBER = r"[〇零一二三四五六七八九十百千廿卅卌两\d]+"
_WHOLE = re.compile(rf"^(?P<main>{_NUMBER})卷(?P<rest>(?:(?:卷)?(?:{_PARTS}){_NUMBER}卷)*)$")
_REST = re.compile(rf"(?:卷)?(?P<part>{_PARTS})(?P<count>{_NUMBER})卷")


@dataclass(frozen=True, slots=True)
class JuanCount:
    """The 卷 of a work: ``main`` is None where it is not divided into 卷 (不分卷)."""

    main: int | None
    parts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many 卷 there are with the named ones."""
        return (self.main or 0) + sum(self.parts.values())


def read_juan_count(text: str) -> JuanCount | None:
    """Return what ``text`` counts, None if it counts nothing."""
    plain = fold("".join(text.split()))
    if plain == UNDIVIDED:
        return JuanCount(None)
    found = _WHOLE.fullmatch(plain)
    main = parse_numeral(found["main"]) if found else None
    if found is None or not main or main > MOST_JUAN:
        return None
    parts: dict[str, int] = {}
    for each in _REST.finditer(found["rest"]):
        count = parse_numeral(each["count"])
        if not count or each["part"] in parts:
            return None
        parts[each["part"]] = count
    return JuanCount(main, parts)


def write_juan_count(count: JuanCount) -> str:
    """Return the count as it is printed, in simplified characters."""
    if count.main is None:
        return UNDIVIDED
    parts = (f"{name}{write_numeral(number)}卷" for name, number in count.parts.items())
    return f"{write_numeral(count.main)}卷{''.join(parts)}"
