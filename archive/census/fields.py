"""What a record of the census holds beyond what the catalogue knows already: fields as data.

Form, printed sheet, spreadsheet, journal and interface all follow this list. Its labels are those
of the national platform and of the workbook in which digitized books are delivered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from archive.census.sets import WordSet
from archive.kernel.errors import N_


class FieldType(StrEnum):
    """How a field is typed and kept.

    ``LENGTH`` is kept in millimetres and typed in centimetres; ``COUNT`` is a number, a span or
    不等; ``JUAN`` says which 卷 are there or wanting; ``ROWS`` is a list of rows with columns.
    """

    TEXT = "text"
    LONG_TEXT = "long-text"
    NUMBER = "number"
    LENGTH = "length"
    COUNT = "count"
    CHOICE = "choice"
    JUAN = "juan"
    ROWS = "rows"


class Tab(StrEnum):
    """The parts of the form, in their order."""

    EDITION = "edition"
    FORMAT = "format"
    TRACES = "traces"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: ``columns`` are those of its rows, by name and label; it chooses of ``words``."""

    name: str
    label: str
    tab: Tab
    type: FieldType = FieldType.TEXT
    words: WordSet | None = None
    hint: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    most: int = 300


TABS: Mapping[Tab, str] = {
    Tab.EDITION: N_("版本与存藏"),
    Tab.FORMAT: N_("版式"),
    Tab.TRACES: N_("装帧与流传"),
    Tab.NOTES: N_("子目与附注"),
}
_LONG = 4_000
_EDITION, _FORMAT, _TRACES, _NOTES = Tab
_NAME = N_("题名")

FIELDS: tuple[Field, ...] = (
    Field(
        "other_titles", N_("其他题名"), _EDITION, hint=N_("卷端以外的题名，如书名页、版心题名。")
    ),
    Field("title_source", N_("题名出处"), _EDITION, hint=N_("如 卷端、书名页、目录。")),
    Field("first_last_juan", N_("首末卷"), _EDITION, hint=N_("如 首一卷末一卷。")),
    Field(
        "edition_kind",
        N_("版本类型"),
        _EDITION,
        FieldType.CHOICE,
        WordSet.EDITION_KIND,
        N_("不选则按目录中的“版本”认定。"),
    ),
    Field("published_at", N_("出版地"), _EDITION),
    Field("publisher", N_("出版者"), _EDITION, hint=N_("刻印、抄写的人或机构。")),
    Field("printed_at", N_("印刷地"), _EDITION),
    Field("printer", N_("印刷者"), _EDITION),
    Field("printed_on", N_("印刷日期"), _EDITION, hint=N_("后印、递修的年代，照原书写。")),
    Field("mended_with", N_("版本补配"), _EDITION, hint=N_("如 卷三至五配抄本。")),
    Field("edition_basis", N_("版本依据"), _EDITION, hint=N_("如 据书名页牌记。"), most=1_000),
    Field(
        "surviving",
        N_("存卷、缺卷"),
        _EDITION,
        FieldType.JUAN,
        hint=N_("全本留空；如 存四卷（十六至十九）、缺二卷（三、七）。"),
    ),
    Field("case_count", N_("函数"), _EDITION, FieldType.NUMBER, most=9_999),
    Field("national_list_number", N_("国家珍贵古籍名录号"), _EDITION, most=40),
    Field("source_note", N_("文献来源"), _EDITION, hint=N_("目录中已有的不必再写。")),
    Field("rows", N_("半叶行数"), _FORMAT, FieldType.COUNT, hint=N_("如 9、9-10、不等。"), most=99),
    Field("characters", N_("行字数"), _FORMAT, FieldType.COUNT, hint=N_("如 20、不等。"), most=199),
    Field(
        "small_lines",
        N_("小字"),
        _FORMAT,
        FieldType.NUMBER,
        hint=N_("双行填 2，单行填 1。"),
        most=2,
    ),
    Field(
        "small_characters",
        N_("小字行字数"),
        _FORMAT,
        FieldType.COUNT,
        hint=N_("与大字相同的填“同”。"),
        most=199,
    ),
    Field("mouth", N_("书口"), _FORMAT, FieldType.CHOICE, WordSet.MOUTH),
    Field("border", N_("边栏"), _FORMAT, FieldType.CHOICE, WordSet.BORDER),
    Field("ruling", N_("界行"), _FORMAT, FieldType.CHOICE, WordSet.RULING),
    Field("fishtail", N_("鱼尾"), _FORMAT, FieldType.CHOICE, WordSet.FISHTAIL),
    Field("height_mm", N_("版框高（厘米）"), _FORMAT, FieldType.LENGTH, most=999),
    Field("width_mm", N_("版框宽（厘米）"), _FORMAT, FieldType.LENGTH, most=999),
    Field("open_height_mm", N_("开本高（厘米）"), _FORMAT, FieldType.LENGTH, most=1_999),
    Field("open_width_mm", N_("开本宽（厘米）"), _FORMAT, FieldType.LENGTH, most=1_999),
    Field("mouth_text", N_("版心文字"), _FORMAT, hint=N_("如 版心下镌“尊經閣”。")),
    Field("carvers", N_("刻工"), _FORMAT, hint=N_("几位之间用顿号。"), most=1_000),
    Field("format_note", N_("版式附注"), _FORMAT, FieldType.LONG_TEXT, most=_LONG),
    Field("binding", N_("装帧"), _TRACES, FieldType.CHOICE, WordSet.BINDING),
    Field("container", N_("装具"), _TRACES, FieldType.CHOICE, WordSet.CONTAINER),
    Field(
        "prefaces",
        N_("序跋"),
        _TRACES,
        FieldType.ROWS,
        columns=(("kind", N_("文体")), ("author", N_("撰者")), ("date", N_("年代"))),
    ),
    Field(
        "annotations",
        N_("批校题跋"),
        _TRACES,
        FieldType.ROWS,
        columns=(("person", N_("批校题跋者")), ("way", N_("方式")), ("note", N_("说明"))),
    ),
    Field(
        "seals",
        N_("钤印"),
        _TRACES,
        FieldType.ROWS,
        columns=(("text", N_("印文")), ("owner", N_("印主")), ("carving", N_("朱白"))),
    ),
    Field("illustrations", N_("图表"), _TRACES),
    Field("attachments", N_("附件"), _TRACES),
    Field("mending_history", N_("修复历史"), _TRACES, FieldType.LONG_TEXT, most=_LONG),
    Field(
        "parts",
        N_("子目"),
        _NOTES,
        FieldType.ROWS,
        columns=(("title", _NAME), ("juan", N_("卷数")), ("author", N_("著者"))),
    ),
    Field("series_note", N_("丛书附注"), _NOTES, FieldType.LONG_TEXT, most=_LONG),
    Field("bound_with_note", N_("合订附注"), _NOTES, FieldType.LONG_TEXT, most=_LONG),
    Field("author_note", N_("责任者附注"), _NOTES, FieldType.LONG_TEXT, most=_LONG),
    Field("missing_note", N_("缺字附注"), _NOTES, FieldType.LONG_TEXT, most=_LONG),
    Field("abstract", N_("提要"), _NOTES, FieldType.LONG_TEXT, most=_LONG),
    Field("note", N_("附注"), _NOTES, FieldType.LONG_TEXT, most=_LONG),
)
BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}


def fields_of(tab: Tab) -> Iterator[Field]:
    """Yield the fields of a part of the form, in their order."""
    return (field for field in FIELDS if field.tab is tab)
