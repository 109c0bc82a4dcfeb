"""How an accession number (登录号) is printed: a mask with places for room, year, month and count.

``{seq:06}`` gives 000042, ``D{year}-{seq:05}`` gives D2026-00042. A mask with a year counts anew
each year, one with a month each month. Pure.
"""

import datetime as dt
import re
from dataclasses import dataclass

from archive.accessions.errors import MaskInvalidError

LONGEST = 40
WIDEST = 12
_PLACE = re.compile(r"\{(\w+)(?::0(\d{1,2}))?\}")
_KNOWN = frozenset({"room", "year", "month", "seq"})
_LITERAL = re.compile(r"[\w\-./·〔〕（）()第字号 ]*")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number says: its count and, where the mask has one, its year and month."""

    sequence: int
    year: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Mask:
    """A checked mask. ``room`` is what stands for ``{room}``."""

    text: str
    room: str = ""

    def period(self, day: dt.date) -> str:
        """Return what tells the counts apart: the year or month where the mask has one."""
        parts = ((day.year, "{year"), (day.month, "{month"))
        return "-".join(str(value) for value, place in parts if place in self.text)

    def write(self, day: dt.date, count: int) -> str:
        """Return the number that is the ``count``-th of its period."""
        values = {"room": self.room, "year": day.year, "month": day.month, "seq": count}

        def fill(found: re.Match[str]) -> str:
            value, width = values[found[1]], int(found[2] or 0)
            return f"{value:0{width}}" if isinstance(value, int) and width else str(value)

        return _PLACE.sub(fill, self.text)

    def could_write(self, number: str) -> bool:
        """Whether some number of this mask reads ``number``."""
        return self._match(number) is not None

    def read(self, number: str) -> "Counted | None":
        """Return what ``number`` says of its period and count, None if it is not of this mask."""
        found = self._match(number)
        if found is None:
            return None
        parts = {name: int(text) for name, text in found.groupdict().items()}
        return Counted(parts["seq"], parts.get("year"), parts.get("month"))

    def _match(self, number: str) -> re.Match[str] | None:
        pattern, last = "", 0
        named: set[str] = set()
        for found in _PLACE.finditer(self.text):
            pattern += re.escape(self.text[last : found.start()])
            of_year = {"year": r"\d{4}", "month": r"\d{2}" if found[2] else r"\d{1,2}"}
            figures = of_year.get(found[1], r"\d+")
            if found[1] not in named:
                figures = f"(?P<{found[1]}>{figures})"
            pattern += re.escape(self.room) if found[1] == "room" else figures
            named.add(found[1])
            last = found.end()
        return re.fullmatch(pattern + re.escape(self.text[last:]), number, re.ASCII)


def read_mask(text: str, room: str = "") -> Mask:
    """Return ``text`` as a mask.

    Raises:
        MaskInvalidError: it has no place for the count, more than one, an unknown place, a month
            without a year, or would be longer than a label.
    """
    plain = text.strip()
    places = [found[1] for found in _PLACE.finditer(plain)]
    literal = _PLACE.sub("", plain)
    widths = [int(found[2] or 0) for found in _PLACE.finditer(plain)]
    is_wrong = (
        places.count("seq") != 1
        or not set(places) <= _KNOWN
        or ("month" in places and "year" not in places)
        or not _LITERAL.fullmatch(literal)
        or max(widths, default=0) > WIDEST
        or len(plain) > LONGEST
    )
    if is_wrong:
        raise MaskInvalidError(field="mask", mask=plain[:LONGEST])
    return Mask(plain, room)


def may_collide(one: Mask, other: Mask) -> bool:
    """Whether two masks could print the same number: judged by what each prints."""
    days = (dt.date(2026, 1, 1), dt.date(2031, 12, 31))
    samples = [(day, count) for day in days for count in (1, 42, 1_000, 123_456)]
    return any(
        mine.could_write(theirs.write(day, count))
        for mine, theirs in ((one, other), (other, one))
        for day, count in samples
    )
