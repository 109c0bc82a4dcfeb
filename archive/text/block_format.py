"""How the printing block of an old book is laid out (版式): read from and written as a statement.

半葉九行二十字，小字雙行同，白口，四周雙邊，單魚尾，版框高19.5釐米，寬13.8釐米 ⇄ fields, as the
record of the ancient-books census tells them. Pure. The words for fold, border, ruling and fishtail
are given by the caller: a library adds to them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.text.fold import fold
from archive.text.numerals import parse_numeral, write_numeral

MOST_ROWS = 99
MOST_CHARACTERS = 199
LARGEST_FRAME_MM = 999

WORD_SETS = ("mouth", "border", "ruling", "fishtail")
"""What is chosen from a set: 书口, 边栏, 界行, 鱼尾, in the order in which they are told."""

Words = Mapping[str, Sequence[Sequence[str]]]
"""For each of :data:`WORD_SETS` its words, each with its other spellings behind it."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many: one number, from one to another, or :data:`VARIES` or :data:`SAME`."""

    low: int
    high: int


VARIES = Count(0, 0)
"""不等: not the same on every leaf."""
SAME = Count(-1, -1)
"""Of small characters: as many in a line as of large ones (同)."""


@dataclass(frozen=True, slots=True)
class BlockFormat:
    """The layout of a half-leaf (半葉). None and "" mean that it is not told.

    Attributes:
        rows: columns of a half-leaf (半叶行数).
        characters: characters of a column (行字数).
        small_lines: into how many lines a note in small characters is broken: 1 or 2.
        small_characters: characters of such a line; :data:`SAME` as of a large one.
        mouth, border, ruling, fishtail: 书口, 边栏, 界行, 鱼尾, in words of their sets.
        height_mm, width_mm: the frame of a half-leaf (版框) in millimetres.
    """

    rows: Count | None = None
    characters: Count | None = None
    small_lines: int | None = None
    small_characters: Count | None = None
    mouth: str = ""
    border: str = ""
    ruling: str = ""
    fishtail: str = ""
    height_mm: int | None = None
    width_mm: int | None = None


@dataclass(frozen=True, slots=True)
class ReadFormat:
    """What was understood of a statement, and the clauses that were not."""

    format: BlockFormat
    left_over: tuple[str, ...]


_NUMERAL = "[0-9〇零一二三四五六七八九十百廿卅]+"
_COUNT = rf"(?:{_NUMERAL}(?:(?:至|到|-|~)(?:{_NUMERAL}))?|不等)"
_ROWS = re.compile(rf"(?:每?半[叶页]|半版)?({_COUNT})行(?:(?:每?行)?({_COUNT})字|行?字数?(不等))?")
_CHARACTERS = re.compile(rf"(?:每?行)(?:({_COUNT})字|字数?(不等))")
_SMALL = re.compile(rf"(?:小字|夹注)(单|双)行(?:字数)?(?:(同)|(?:每?行)?({_COUNT})字?)?")
_FRAME = r"(?:(?:半[叶页])?(?:版框|板框|框|匡))?"
_CM = r"([0-9]{1,2}(?:\.[0-9]{1,2})?)(?:厘米|公分|cm)?"
_HEIGHT = re.compile(rf"{_FRAME}高{_CM}(?:[×x*]?[宽广]{_CM})?")
_WIDTH = re.compile(rf"{_FRAME}[宽广]{_CM}")
_SIDES = re.compile(rf"{_FRAME}{_CM}[×x*]{_CM}")
_CLAUSES = re.compile(r"[,，、;；。\n]+")


def parse_format(text: str, words: Words) -> ReadFormat:
    """Return what ``text`` tells; a clause that says something else, or again, is left over."""
    read, left_over = BlockFormat(), []
    for clause in filter(None, (part.strip() for part in _CLAUSES.split(text))):
        said = _read_clause(fold("".join(clause.split())).lower(), words)
        if said is None or any(getattr(read, name) not in (None, "") for name in said):
            left_over.append(clause)
        else:
            read = replace(read, **said)
    return ReadFormat(read, tuple(left_over))


def write_format(told: BlockFormat) -> str:
    """Return the statement in its one canonical form, in traditional characters."""
    clauses = [
        _write_lines(told),
        _write_small(told),
        *(getattr(told, name) for name in WORD_SETS),
        _write_frame(told),
    ]
    return "，".join(clause for clause in clauses if clause)


def parse_count(text: str, most: int) -> Count | None:
    """Return what 9, 九, 9-10 or 不等 tells; None if it tells nothing from 1 to ``most``."""
    plain = fold("".join(text.split()))
    if plain == "不等":
        return VARIES
    low, _, high = re.sub("[至到~—–]", "-", plain).partition("-")
    first, last = parse_numeral(low), parse_numeral(high or low)
    is_good = first is not None and last is not None and 1 <= first <= last <= most
    return Count(first, last) if is_good and first is not None and last is not None else None


def write_count(count: Count) -> str:
    """Return a count as a form shows it: 9, 9-10, 不等 or 同."""
    if count == SAME:
        return "同"
    if count == VARIES:
        return "不等"
    return str(count.low) if count.low == count.high else f"{count.low}-{count.high}"


def parse_millimetres(text: str) -> int | None:
    """Return the millimetres of a length typed in centimetres (19.5), None if it is none."""
    found = re.fullmatch(_CM, fold("".join(text.split())).lower())
    return _millimetres(found[1]) if found else None


def write_centimetres(millimetres: int) -> str:
    """Return a length in centimetres: 195 is 19.5, 190 is 19."""
    whole, rest = divmod(millimetres, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def find_word(text: str, words: Sequence[Sequence[str]]) -> str:
    """Return the word of a set that ``text`` spells in whatever way, "" if none does."""
    wanted = _spelling(text)
    for word, *others in words:
        if wanted in {_spelling(each) for each in (word, *others)}:
            return word
    return ""


def _spelling(text: str) -> str:
    return fold("".join(text.split())).replace("栏", "边")


def _read_clause(clause: str, words: Words) -> dict[str, Any] | None:
    for pattern, reader in _READERS:
        found = pattern.fullmatch(clause)
        if found:
            said = reader(found)
            return None if None in said.values() else said
    for name in WORD_SETS:
        word = find_word(clause, words.get(name, ()))
        if word:
            return {name: word}
    return None


def _read_rows(found: re.Match[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"rows": parse_count(found[1], MOST_ROWS)}
    characters = found[2] or found[3]
    return said | ({"characters": parse_count(characters, MOST_CHARACTERS)} if characters else {})


def _read_characters(found: re.Match[str]) -> dict[str, Any]:
    return {"characters": parse_count(found[1] or found[2], MOST_CHARACTERS)}


def _read_small(found: re.Match[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"small_lines": 1 if found[1] == "单" else 2}
    if found[2]:
        return said | {"small_characters": SAME}
    return said | ({"small_characters": parse_count(found[3], MOST_CHARACTERS)} if found[3] else {})


def _read_frame(found: re.Match[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"height_mm": _millimetres(found[1])}
    return said | ({"width_mm": _millimetres(found[2])} if found[2] else {})


def _read_width(found: re.Match[str]) -> dict[str, Any]:
    return {"width_mm": _millimetres(found[1])}


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], dict[str, Any]]], ...] = (
    (_ROWS, _read_rows),
    (_CHARACTERS, _read_characters),
    (_SMALL, _read_small),
    (_HEIGHT, _read_frame),
    (_WIDTH, _read_width),
    (_SIDES, _read_frame),
)


def _millimetres(centimetres: str) -> int | None:
    whole, _, rest = centimetres.partition(".")
    hundredths = int(whole) * 100 + int(rest.ljust(2, "0"))
    return (hundredths + 5) // 10 or None


def _write_lines(told: BlockFormat) -> str:
    rows = f"半葉{_numeral(told.rows)}行" if told.rows else ""
    if told.characters is None:
        return rows
    said = "字數不等" if told.characters == VARIES else f"{_numeral(told.characters)}字"
    return f"{rows}{said}" if rows else f"行{said}"


def _write_small(told: BlockFormat) -> str:
    if told.small_lines is None:
        return ""
    head, count = f"小字{'單' if told.small_lines == 1 else '雙'}行", told.small_characters
    if count is None:
        return head
    return f"{head}同" if count == SAME else f"{head}{_numeral(count)}字"


def _numeral(count: Count) -> str:
    if count == VARIES:
        return "不等"
    ends = dict.fromkeys((count.low, count.high))
    return "至".join(write_numeral(end) for end in ends)


def _write_frame(told: BlockFormat) -> str:
    sides = [
        f"{name}{write_centimetres(length)}釐米"
        for name, length in (("高", told.height_mm), ("寬", told.width_mm))
        if length is not None
    ]
    return f"版框{'，'.join(sides)}" if sides else ""
