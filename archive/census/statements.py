"""What the catalogue's own words say in parts, as the census wants them; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.text.dates.written import read_date
from archive.text.fold import fold

_ROLES = (
    *("监修", "总纂", "纂修", "主修", "续修", "协修", "编辑", "编次", "编纂", "编著", "编订"),
    *("辑录", "校订", "校注", "校刊", "重修", "重辑", "评点", "笺注", "集注", "音义", "口述"),
    *"撰编修纂辑注疏校批评译刻绘书著笺集选订述",
)
_ONE = re.compile(r"(?:[（(〔\[【](?P<dynasty>[^）)〕\]】]{1,6})[）)〕\]】])?\s*(?P<rest>.+)")
_DATE = re.compile(r"^(.*?(?:年间|年閒|年間|間|间|年|初|末|中))")
_BRACKETS = re.compile(r"[（(〔\[][^）)〕\]]*[）)〕\]]")


@dataclass(frozen=True, slots=True)
class AuthorPart:
    """One who is responsible: dynasty or country, name, and what he did (著作方式)."""

    dynasty: str
    name: str
    role: str


def author_parts(author: str) -> list[AuthorPart]:
    """Return who a statement like （清）徐淦修；（清）江普光纂 names; "" where it does not say."""
    parts = [part.strip() for part in re.split(r"[；;]", author) if part.strip()]
    return [_author(part) for part in parts]


def _author(part: str) -> AuthorPart:
    found = _ONE.fullmatch(part)
    if found is None:
        return AuthorPart("", part, "")
    rest = found["rest"].strip()
    folded = fold(rest)
    length = next((len(r) for r in _ROLES if folded.endswith(r) and len(r) < len(rest)), 0)
    name, role = (rest[:-length], rest[-length:]) if length else (rest, "")
    if name.endswith("等"):
        name, role = name[:-1], f"等{role}"
    return AuthorPart((found["dynasty"] or "").strip(), name.strip(), role)


def edition_kind_of(edition: str, kinds: Sequence[Sequence[str]]) -> str:
    """Return the kind of edition that a statement like 清同治十年刻本 ends with, "" if none."""
    plain = fold(_BRACKETS.sub("", edition).strip())
    spelled = [(fold(spelling), word) for word, *others in kinds for spelling in (word, *others)]
    return next(
        (word for each, word in sorted(spelled, key=lambda s: -len(s[0])) if plain.endswith(each)),
        "",
    )


def years_of(date_text: str, edition: str) -> tuple[int, int] | None:
    """Return the first and last year of an edition: by its date, else by what its edition says.

    Reign years count as the year they began in, as the rules of grading count them: 隆慶六年 is not
    of the time of 萬曆 for its last weeks.
    """
    for text in (date_text, _date_in(edition)):
        read = read_date(text)
        if read.year_from is not None and read.reckoned_to is not None:
            return read.year_from, read.reckoned_to
    return None


def _date_in(edition: str) -> str:
    found = _DATE.match(_BRACKETS.sub("", edition).strip())
    return found[1] if found else edition[:1]
