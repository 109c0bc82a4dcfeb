"""Filled blocks as parts of a word file."""

from collections.abc import Iterable
from dataclasses import dataclass

from docx.document import Document as WordFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from archive.markup.blocks import (
    Align,
    FilledBlock,
    Grid,
    Heading,
    Inlines,
    Item,
    PageBreak,
    Paragraph,
    Signatures,
    Words,
)
from archive.markup.html import code_point

SealRed = "A5301F"
_HEADING_POINTS = {2: 14.0, 3: 12.0}
_ALIGNED = {
    Align.FLUSH: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Align.INDENTED: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_BASIC_PLANE_END = 0xFFFF
_RARE_FACE = "SimSun-ExtB"
"""The face that office programs bring for characters beyond the basic plane."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of a word file, by their Chinese names, and its sizes in points.

    ``title_color`` is RRGGBB; ``title_tracking`` is what parts its characters, in points.
    """

    body: str = "仿宋"
    head: str = "宋体"
    title_points: float = 20
    body_points: float = 12
    spacing: float = 1.5
    title_color: str = "000000"
    title_tracking: float = 0


def set_faces(word_file: WordFile, faces: Faces) -> None:
    """Let whatever names no face of its own stand in the body's."""
    style = word_file.styles["Normal"]
    style.font.size = Pt(faces.body_points)
    style.font.name = "Times New Roman"
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), faces.body)
    style.paragraph_format.space_after = Pt(0)


def add_run(paragraph: WordParagraph, text: str, face: str, points: float | None = None) -> Run:
    """Append words in a Chinese face."""
    run = paragraph.add_run(text)
    run.font.name = "Times New Roman"
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx has no such face
    fonts.set(qn("w:eastAsia"), face)
    if points is not None:
        run.font.size = Pt(points)
    return run


def add_blocks(
    word_file: WordFile, blocks: Iterable[FilledBlock], faces: Faces, into: _Cell | None = None
) -> None:
    """Append ``blocks`` to a word file, or to a cell of one of its tables."""
    writer = _Writer(word_file, faces, into or word_file)
    for block in blocks:
        writer.add(block)


class _Writer:
    def __init__(self, word_file: WordFile, faces: Faces, into: WordFile | _Cell) -> None:
        self._file = word_file
        self._into = into
        self._faces = faces
        self._number = 0

    def add(self, block: FilledBlock) -> None:
        is_numbered = isinstance(block, Item) and block.is_numbered
        self._number = self._number + 1 if is_numbered else 0
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._paragraph(block)
            case Item():
                self._item(block)
            case Signatures():
                self._signatures(block)
            case Grid():
                self._grid(block)
            case PageBreak():
                self._into.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case _:
                _underline(self._into.add_paragraph())

    def _heading(self, block: Heading) -> None:
        paragraph = self._into.add_paragraph(style=f"Heading {block.level}")
        points = _HEADING_POINTS.get(block.level, self._faces.title_points)
        if block.level == 1:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(6)
        paragraph.paragraph_format.space_after = Pt(12 if block.level == 1 else 4)
        face = self._faces.head if block.level == 1 else "黑体"
        for run in self._write(paragraph, block.inlines, face, points):
            run.font.bold = block.level == 1
            is_title = block.level == 1
            color = self._faces.title_color if is_title else "000000"
            run.font.color.rgb = RGBColor.from_string(color)
            if is_title and self._faces.title_tracking:
                _track(run, self._faces.title_tracking)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self._into.add_paragraph()
        paragraph.alignment = _ALIGNED[block.align]
        paragraph.paragraph_format.line_spacing = self._faces.spacing
        if block.align is Align.INDENTED:
            _indent(paragraph)
        self._write(paragraph, block.inlines)

    def _item(self, block: Item) -> None:
        paragraph = self._into.add_paragraph()
        paragraph.paragraph_format.line_spacing = self._faces.spacing
        _indent(paragraph)
        mark = f"{self._number}. " if block.is_numbered else "• "
        add_run(paragraph, mark, self._faces.body)
        self._write(paragraph, block.inlines)

    def _signatures(self, block: Signatures) -> None:
        table = self._into.add_table(rows=1, cols=len(block.places))
        for cell, place in zip(table.rows[0].cells, block.places, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = Pt(24)
            self._write(paragraph, place)
            add_run(paragraph, "：", self._faces.body)
            _underline(cell.add_paragraph())

    def _grid(self, grid: Grid) -> None:
        table = self._into.add_table(rows=1, cols=len(grid.columns))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for cell, column in zip(table.rows[0].cells, grid.columns, strict=True):
            self._fill(cell, (Words(column.name),), "黑体", is_centred=True)
        _repeat_head(table)
        for row in grid.rows:
            cells = table.add_row().cells
            for cell, column, said in zip(cells, grid.columns, row, strict=True):
                self._fill(cell, said.words, "宋体", is_centred=column.is_centred)
        self._widen(table, grid)

    def _fill(self, cell: _Cell, words: Inlines, face: str, *, is_centred: bool) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.alignment = _ALIGNED[Align.CENTRE] if is_centred else WD_ALIGN_PARAGRAPH.LEFT
        self._write(paragraph, words, face, 10.5)

    def _widen(self, table: Table, grid: Grid) -> None:
        """Give columns the width of so many characters, and what is left to the others."""
        section = self._file.sections[0]
        total = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
        fixed = [Pt(10.5) * (column.width + 1) if column.width else 0 for column in grid.columns]
        rest = max(total - sum(fixed), total // 4) // max(fixed.count(0), 1)
        table.autofit = False
        for place, width in enumerate(fixed):
            for cell in table.columns[place].cells:
                cell.width = width or rest

    def _write(
        self,
        paragraph: WordParagraph,
        inlines: Inlines,
        face: str = "",
        points: float | None = None,
    ) -> list[Run]:
        face = face or self._faces.body
        runs: list[Run] = []
        for words in inlines:
            if isinstance(words, Words):
                runs.extend(self._runs(paragraph, words, face, points))
        return runs

    def _runs(
        self, paragraph: WordParagraph, words: Words, face: str, points: float | None
    ) -> Iterable[Run]:
        if words.is_missing:
            run = add_run(paragraph, f"{words.text}〔{code_point(words.text)}〕", face, points)
            run.font.color.rgb = RGBColor.from_string(SealRed)
            yield run
            return
        for text, is_rare in _by_plane(words.text):
            run = add_run(paragraph, text, _RARE_FACE if is_rare else face, points)
            run.font.bold = words.is_strong or None
            yield run


def _by_plane(text: str) -> list[tuple[str, bool]]:
    """Split words into runs within and beyond the basic plane."""
    runs: list[tuple[str, bool]] = []
    for character in text:
        is_rare = ord(character) > _BASIC_PLANE_END
        if runs and runs[-1][1] == is_rare:
            runs[-1] = (runs[-1][0] + character, is_rare)
        else:
            runs.append((character, is_rare))
    return runs


def _track(run: Run, points: float) -> None:
    """Let characters stand apart by so many points."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(round(points * 20)))
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - not in python-docx
    # The order of what is said of a run is fixed: after the colour, before the size.
    properties.find(qn("w:color")).addnext(spacing)


def _indent(paragraph: WordParagraph) -> None:
    """Indent by two characters, whatever their size."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 - not in python-docx
    indent.set(qn("w:firstLineChars"), "200")


def _underline(paragraph: WordParagraph) -> None:
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - not in python-docx


def _repeat_head(table: Table) -> None:
    """Let the first row stand on every page that the table reaches."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - not in python-docx
