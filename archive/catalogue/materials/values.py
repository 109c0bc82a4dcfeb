"""What stands in the fields of a kind: checked, in words, and as text to be found by. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from archive.catalogue.errors import (
    DetailMarkupError,
    DetailNotAChoiceError,
    DetailNotADateError,
    DetailNotANumberError,
    DetailNotTextError,
    DetailOutOfTimeError,
    DetailTooLongError,
    DetailTooManyError,
    DetailUnknownError,
)
from archive.catalogue.materials.fields import MOST_ROWS, MOST_VALUES, FieldType, KindField
from archive.kernel.markup_code import has_markup_code
from archive.text.dates import read_date
from archive.web.i18n import translate

PREFIX = "details."
"""Before the name of a field of a kind, where it stands among those of every title."""
_FIRST_YEAR, _LAST_YEAR = -2000, 2200
_LEAST, _MOST = -(10**12), 10**12


def clean_details(
    known: Mapping[str, KindField], values: Mapping[str, Any], held: Mapping[str, Any]
) -> dict[str, Any]:
    """Return ``values`` as they are kept, without what is empty.

    What is ``held`` already stays even where its field was given up.

    Raises:
        InvalidInputError: a value cannot be used; the error names its field.
    """
    found: dict[str, Any] = {}
    for name, value in values.items():
        field = known.get(name)
        if field is None:
            if held.get(name) != value:
                raise DetailUnknownError(field=PREFIX + name, name=name)
            found[name] = value
            continue
        kept = _clean(field, value, PREFIX + name)
        if kept not in ("", None, []):
            found[name] = kept
    return found


def _clean(field: KindField, value: Any, at: str) -> Any:
    if field.type is FieldType.ROWS:
        return _clean_rows(field, value, at)
    if field.is_repeated:
        several = [value] if isinstance(value, str) else value
        _check_list(field, several, at, MOST_VALUES)
        kept = (_clean_one(field, each, at) for each in several)
        return [each for each in kept if each not in ("", None)]
    return _clean_one(field, value, at)


def _check_list(field: KindField, value: Any, at: str, most: int) -> None:
    if not isinstance(value, list):
        raise DetailNotTextError(field=at, label=translate(field.label))
    if len(value) > most:
        raise DetailTooManyError(field=at, label=translate(field.label), most=most)


def _clean_rows(field: KindField, value: Any, at: str) -> list[dict[str, Any]]:
    _check_list(field, value, at, MOST_ROWS)
    columns = {column.name: column for column in field.columns}
    rows: list[dict[str, Any]] = []
    for given in value:
        if not isinstance(given, Mapping) or not set(given) <= set(columns):
            raise DetailNotTextError(field=at, label=translate(field.label))
        row = {name: _clean_one(columns[name], each, at) for name, each in given.items()}
        kept = {name: each for name, each in row.items() if each not in ("", None)}
        if kept:
            rows.append(kept)
    return rows


def _clean_one(field: KindField, value: Any, at: str) -> str | int | None:
    if value is None or value == "":
        return None
    if field.type is FieldType.NUMBER:
        return _clean_number(field, value, at)
    if not isinstance(value, str):
        raise DetailNotTextError(field=at, label=translate(field.label))
    text = value.strip()
    if field.type is FieldType.CHOICE and text and text not in field.options:
        raise DetailNotAChoiceError(field=at, label=translate(field.label))
    if len(text) > (most := field.max_length):
        raise DetailTooLongError(field=at, label=translate(field.label), most=most)
    if has_markup_code(text):
        raise DetailMarkupError(field=at, label=translate(field.label))
    if field.type is FieldType.DATE and text:
        _check_date(field, text, at)
    return text


def _clean_number(field: KindField, value: Any, at: str) -> int:
    lowest = _LEAST if field.lowest is None else field.lowest
    highest = _MOST if field.highest is None else field.highest
    try:
        number = None if isinstance(value, bool | float) else int(value)
    except (TypeError, ValueError):
        number = None
    if number is None or not lowest <= number <= highest:
        label = translate(field.label)
        raise DetailNotANumberError(field=at, label=label, lowest=lowest, highest=highest)
    return number


def _check_date(field: KindField, text: str, at: str) -> None:
    label = translate(field.label)
    read = read_date(text)
    if read.year_from is None or read.year_to is None:
        raise DetailNotADateError(field=at, label=label, value=text)
    lowest = _FIRST_YEAR if field.lowest is None else field.lowest
    highest = _LAST_YEAR if field.highest is None else field.highest
    if read.year_to < lowest or read.year_from > highest:
        raise DetailOutOfTimeError(
            field=at, label=label, value=text, lowest=lowest, highest=highest
        )


def in_words(field: KindField, value: Any) -> str:
    """Return a value as a person reads it, in the reader's language; rows one a line."""
    if value in ("", None, []):
        return ""
    if field.type is FieldType.ROWS:
        return "\n".join(" · ".join(_row_words(field, row)) for row in value)
    if isinstance(value, list):
        return "、".join(_one_in_words(field, each) for each in value)
    return _one_in_words(field, value)


def _row_words(field: KindField, row: Mapping[str, Any]) -> Iterable[str]:
    return (_one_in_words(each, row[each.name]) for each in field.columns if each.name in row)


def _one_in_words(field: KindField, value: Any) -> str:
    if field.type is FieldType.CHOICE:
        return translate(field.options.get(str(value), str(value)))
    return f"{value} {translate(field.unit)}" if field.unit else str(value)


def findable_text(known: Mapping[str, KindField], details: Mapping[str, Any]) -> str:
    """Return what of ``details`` a title is found by: texts and dates, and what was chosen."""
    parts: list[str] = []
    for name, value in details.items():
        field = known.get(name)
        if field is not None and field.type is not FieldType.NUMBER:
            parts.extend(_texts(field, value))
    return "　".join(parts)


def _texts(field: KindField, value: Any) -> Sequence[str]:
    values = value if isinstance(value, list) else [value]
    if field.type is FieldType.ROWS:
        columns = [each for each in field.columns if each.type is not FieldType.CHOICE]
        return [str(row[each.name]) for row in values for each in columns if each.name in row]
    if field.type is FieldType.CHOICE:
        return [field.options.get(str(each), "") for each in values]
    return [str(each) for each in values]
