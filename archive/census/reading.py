"""From what is typed in the fields of a record to what is kept, and back; pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from archive.census.errors import (
    FieldLinesError,
    FieldMarkupError,
    FieldNotAChoiceError,
    FieldNotACountError,
    FieldNotALengthError,
    FieldNotANumberError,
    FieldTooLongError,
    JuanUnreadableError,
    RowTooWideError,
)
from archive.census.fields import Field, FieldType
from archive.kernel.errors import InvalidInputError
from archive.kernel.markup_code import has_markup_code
from archive.text.block_format import (
    SAME,
    WORD_SETS,
    BlockFormat,
    Count,
    Words,
    find_word,
    parse_count,
    parse_millimetres,
    write_centimetres,
    write_count,
    write_format,
)
from archive.text.surviving_juan import JuanError, parse_surviving, write_surviving
from archive.web.i18n import gettext, translate

MOST_ROWS = 200
LONGEST_CELL = 300
SEPARATOR = "｜"
_SEPARATORS = re.compile(r"\s*[｜|\t]\s*")
COUNTS = ("rows", "characters", "small_characters")
NUMBERS = ("small_lines", "height_mm", "width_mm")


def clean(
    fields: Iterable[Field], typed: Mapping[str, str], words: Words, held: Mapping[str, Any]
) -> tuple[dict[str, Any], list[InvalidInputError]]:
    """Return what ``typed`` says of ``fields`` as it is kept, and what is wrong with it.

    Fields that were not typed at all stay as ``held``; a word that was taken out of its set
    meanwhile may stay where it stands.
    """
    kept, wrong = dict(held), list[InvalidInputError]()
    for field in fields:
        if field.name not in typed:
            continue
        text = typed[field.name].strip()
        try:
            value = _read(field, text, words, held.get(field.name)) if text else None
        except InvalidInputError as error:
            error.field = field.name
            wrong.append(error)
            continue
        kept.pop(field.name, None)
        if value not in (None, "", []):
            kept[field.name] = value
    return kept, wrong


def show(field: Field, value: Any) -> str:
    """Return a value that is kept as it is typed in the form."""
    if value in (None, ""):
        return ""
    if field.type is FieldType.LENGTH:
        return write_centimetres(int(value))
    if field.type is FieldType.ROWS:
        return "\n".join(_write_row(field, row) for row in value)
    return str(value)


def format_of(details: Mapping[str, Any]) -> BlockFormat:
    """Return the layout of the block that a record tells."""
    told: dict[str, Any] = {name: _count(str(details.get(name, ""))) for name in COUNTS}
    told |= {name: details.get(name) for name in NUMBERS}
    told |= {name: str(details.get(name, "")) for name in WORD_SETS}
    return BlockFormat(**told)


def statement_of(details: Mapping[str, Any]) -> str:
    """Return the layout of the block as a statement, with what is said of it besides."""
    more = [str(details[name]) for name in ("mouth_text", "format_note") if details.get(name)]
    return "，".join(each for each in (write_format(format_of(details)), *more) if each)


def details_of(told: BlockFormat) -> dict[str, Any]:
    """Return a layout as a record keeps it; what is not told is left out."""
    counts = {name: getattr(told, name) for name in COUNTS}
    kept: dict[str, Any] = {n: write_count(count) for n, count in counts.items() if count}
    rest = {name: getattr(told, name) for name in (*NUMBERS, *WORD_SETS)}
    return kept | {name: value for name, value in rest.items() if value}


def _count(text: str) -> Count | None:
    return SAME if text == "同" else parse_count(text, 10_000)


def _read(field: Field, text: str, words: Words, held: Any) -> Any:
    if has_markup_code(text):
        raise FieldMarkupError
    if field.type is FieldType.CHOICE:
        return _read_choice(field, text, words, held)
    return _READERS.get(field.type, _read_text)(field, text)


def _read_text(field: Field, text: str) -> str:
    if len(text) > field.most:
        raise FieldTooLongError(most=field.most)
    return text


def _read_number(field: Field, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= field.most):
        raise FieldNotANumberError(most=field.most)
    return int(text)


def _read_length(field: Field, text: str) -> int:
    length = parse_millimetres(text)
    if length is None or length > field.most:
        raise FieldNotALengthError(most=write_centimetres(field.most))
    return length


def _read_count(field: Field, text: str) -> str:
    if field.name == "small_characters" and text == "同":
        return text
    count = parse_count(text, field.most)
    if count is None:
        raise FieldNotACountError(most=field.most)
    return write_count(count)


def _read_choice(field: Field, text: str, words: Words, held: Any) -> str:
    word = find_word(text, words.get(field.words or "", ()))
    if not word and text != held:
        raise FieldNotAChoiceError(value=text)
    return word or text


def _read_juan(_field: Field, text: str) -> str:
    try:
        told = parse_surviving(text)
    except JuanError as error:
        raise JuanUnreadableError(said=gettext(error.sentence, **error.values)) from error
    return write_surviving(told) if told else ""


def _read_rows(field: Field, text: str) -> list[dict[str, str]]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_ROWS:
        raise FieldLinesError(most=MOST_ROWS)
    return [_read_row(field, line, number) for number, line in enumerate(lines, start=1)]


def _read_row(field: Field, line: str, number: int) -> dict[str, str]:
    cells = [cell.strip() for cell in _SEPARATORS.split(line)]
    if len(cells) > len(field.columns):
        raise RowTooWideError(
            row=number, count=len(cells), most=len(field.columns), columns=columns_of(field)
        )
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise FieldTooLongError(most=LONGEST_CELL)
    names = [name for name, _ in field.columns]
    return {name: cell for name, cell in zip(names, cells, strict=False) if cell}


def columns_of(field: Field) -> str:
    """Return what the columns of a field of rows are called, as a line of it is written."""
    return SEPARATOR.join(translate(label) for _, label in field.columns)


def _write_row(field: Field, row: Mapping[str, str]) -> str:
    cells: Sequence[str] = [row.get(name, "") for name, _ in field.columns]
    return SEPARATOR.join(cells).rstrip(SEPARATOR)


_READERS: Mapping[FieldType, Callable[[Field, str], Any]] = {
    FieldType.NUMBER: _read_number,
    FieldType.LENGTH: _read_length,
    FieldType.COUNT: _read_count,
    FieldType.JUAN: _read_juan,
    FieldType.ROWS: _read_rows,
}
