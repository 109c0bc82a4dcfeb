"""The list of a gift as typed: row by row, and what of it can be used."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError
from starlette.datastructures import FormData

from archive.catalogue.schemas import MOST_VOLUMES
from archive.counter.columns import read_money
from archive.donations.kind_of_title import kind_of_title
from archive.donations.kinds import MaterialKind
from archive.donations.schemas import LineView, NewLine
from archive.kernel.errors import N_
from archive.text.dates import ProblemKind, read_date
from archive.web.forms import Form, clean, sentence_for
from archive.web.i18n import gettext
from archive.web.plain import PlainModel

BLANK_ROWS = 3
MOST_PIECES = 99_999
UNTITLED = "（待补题名）"
"""What a photographed thing is called until somebody has time to write its title down."""

_TEXTS = ("title", "author", "date_text", "condition", "value", "value_note", "note")
_HIDDEN = ("photo", "copy_of", "pasted_row")
COLUMNS = (*_TEXTS, "material", "volume_count", "piece_count", *_HIDDEN)
_TITLE, _LINE = "title:", "line:"


def _read_value(text: str) -> str:
    if text and read_money(text) is None:
        raise ValueError(N_("请填写金额，例如 1200 或 1200.50，单位是元。"))
    return text


class LineForm(PlainModel):
    """One row of the list, as far as a person types it.

    ``material`` is None where it is left to what the title speaks of; ``copy_of`` is
    ``title:<id>`` or ``line:<id>`` where the thing is a copy (复本) of one we know.
    """

    title: Annotated[str, Field(max_length=500)] = ""
    author: Annotated[str, Field(max_length=500)] = ""
    date_text: Annotated[str, Field(max_length=100)] = ""
    material: MaterialKind | None = None
    volume_count: Annotated[int | None, Field(ge=0, le=MOST_VOLUMES)] = None
    piece_count: Annotated[int | None, Field(ge=0, le=MOST_PIECES)] = None
    condition: Annotated[str, Field(max_length=300)] = ""
    value: Annotated[str, Field(max_length=20), AfterValidator(_read_value)] = ""
    value_note: Annotated[str, Field(max_length=300)] = ""
    note: Annotated[str, Field(max_length=500)] = ""
    photo: Annotated[str, Field(max_length=64, pattern=r"^[0-9a-f]{64}$")] = ""
    copy_of: Annotated[str, Field(max_length=20, pattern=r"^(?:title|line):[0-9a-z]{12}$")] = ""

    @property
    def volumes(self) -> int:
        """How many 册: what is not counted at all is one."""
        return (0 if self.piece_count else 1) if self.volume_count is None else self.volume_count

    def line(self) -> NewLine:
        """Return the line that was typed, with the years that its date means."""
        written = read_date(self.date_text)
        return NewLine(
            title=self.title or UNTITLED,
            author=self.author,
            date_text=self.date_text,
            material=self.material or kind_of_title(self.title),
            volume_count=self.volumes,
            note=self.note,
            piece_count=self.piece_count or 0,
            condition=self.condition,
            value_note=self.value_note,
            value_cents=read_money(self.value),
            year_from=written.year_from,
            year_to=written.year_to,
            copy_of_line_id=_identifier(self.copy_of, _LINE),
            copy_of_title_id=_identifier(self.copy_of, _TITLE),
            photo_sha256=self.photo,
        )


def _identifier(copy_of: str, kind: str) -> str | None:
    return copy_of.removeprefix(kind) if copy_of.startswith(kind) else None


def spell_copy(line_id: str | None, title_id: str | None) -> str:
    """Return what a thing is a copy of as the form spells it."""
    if line_id is not None:
        return f"{_LINE}{line_id}"
    return f"{_TITLE}{title_id}" if title_id is not None else ""


def blank_rows(count: int = BLANK_ROWS) -> list[Form]:
    """Return rows with nothing in them."""
    return [Form() for _ in range(count)]


def rows_of(lines: Iterable[NewLine]) -> list[Form]:
    """Return lines as rows that can be edited."""
    return [Form(values_of(line)) for line in lines]


def values_of(line: NewLine | LineView) -> dict[str, Any]:
    """Return what stands in the cells of a line; counts that are plain are left unsaid."""
    cents = line.value_cents
    return {
        "title": "" if line.title == UNTITLED else line.title,
        "author": line.author,
        "date_text": line.date_text,
        "material": line.material,
        "volume_count": line.volume_count,
        "piece_count": line.piece_count or "",
        "condition": line.condition,
        "value": "" if cents is None else f"{cents // 100}.{cents % 100:02}".removesuffix(".00"),
        "value_note": line.value_note,
        "note": line.note,
        "photo": line.photo_sha256,
        "copy_of": spell_copy(line.copy_of_line_id, line.copy_of_title_id),
    }


def read_rows(submitted: FormData) -> tuple[list[NewLine], list[Form]]:
    """Return the lines that were typed, and every row as it was typed with what is wrong in it.

    The cells of a column are sent under one name, in the order of the rows; a row in which
    nothing but kind and count is filled in is blank and no line.
    """
    columns = [[clean(str(cell)) for cell in submitted.getlist(f"line_{c}")] for c in COLUMNS]
    rows = [dict(zip(COLUMNS, cells, strict=True)) for cells in zip_longest(*columns, fillvalue="")]
    forms = [Form(row) for row in rows]
    read = (read_row(form) for form in forms if not is_blank(form))
    return [line for line in read if line is not None], forms


def is_blank(row: Form) -> bool:
    """Whether nothing was typed in a row, and nothing photographed."""
    return not any(row.value(name) for name in (*_TEXTS, "photo"))


def read_row(row: Form) -> NewLine | None:
    """Return the line of a row, or None and write into the row what is wrong with it."""
    given: dict[str, Any] = {name: value for name, value in row.values.items() if value != ""}
    try:
        typed = LineForm.model_validate(given)
    except ValidationError as error:
        for details in error.errors():
            row.errors.setdefault(str(details["loc"][0]), sentence_for(details))
        return None
    row.errors |= _wrong_together(typed)
    return None if row.errors else typed.line()


def _wrong_together(typed: LineForm) -> Mapping[str, str]:
    """Say what is wrong with a row although each cell by itself could be right."""
    wrong = {}
    if not typed.title and not typed.photo:
        wrong["title"] = gettext("请填写题名；只拍了照片的，题名可以以后再补。")
    if not typed.volumes and not typed.piece_count:
        wrong["volume_count"] = gettext("册数和件数不能都是 0。")
    written = read_date(typed.date_text)
    problem = written.problem
    # A bare 干支 is all that many a document says; of an era that was used twice, one can ask.
    is_open = written.is_doubtful and problem is not None and problem.is_unclear
    is_bare = problem is not None and problem.kind is ProblemKind.WHICH_CYCLE
    if problem is not None and not (is_open or is_bare):
        wrong["date_text"] = gettext(problem.sentence, **problem.values)
    return wrong


def gather_errors(form: Form, rows: Sequence[Form]) -> None:
    """Name every wrong cell among the errors of the whole form, as ``line_<column>-<row>``."""
    for place, row in enumerate(rows):
        for column, sentence in row.errors.items():
            form.errors[f"line_{column}-{place}"] = sentence
