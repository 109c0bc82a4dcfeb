"""The certificate as a word file: to be framed, like the printed one as far as the format goes.

A double frame, the title in seal red, the words in the middle of the sheet, signature and seal at
its foot. What places them is a table without lines: programs agree on tables, and not on frames.
"""

from collections.abc import Sequence
from dataclasses import replace

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell

from archive.documents.certificate import seal_columns, size_for
from archive.markup.blocks import Align, FilledBlock, Heading, Paragraph
from archive.markup.docx import Faces, SealRed, add_blocks, add_run

FACES = Faces(
    body="楷体",
    head="华文中宋",
    title_points=46,
    body_points=20,
    spacing=2.0,
    title_color=SealRed,
    title_tracking=23,
)
_SIZES = {
    "generous": (20.0, 2.0),
    "full": (16.0, 1.75),
    "close": (12.5, 1.5),
    "crowded": (9.5, 1.3),
    "least": (7.5, 1.15),
}
"""Points and line spacing for each size of ``certificate.SIZES``, like the printed sheet's."""
_MIDDLE, _FOOT = Mm(72), Mm(36)
_SIGNATURE_POINTS = 17.0
_SEAL_POINTS, _SEAL_CELL = 17.0, Mm(7.2)
_PAPER_WHITE = "FFFDF8"
_PAPER_WIDE, _PAPER_HIGH = Mm(297), Mm(210)
_BESIDE, _ABOVE, _FOOT_FROM_EDGE = Mm(42), Mm(28), Mm(17)


def faces_for(blocks: Sequence[FilledBlock]) -> Faces:
    """Return the faces in the largest size in which the words fit on the sheet."""
    points, spacing = _SIZES[size_for(blocks)]
    return replace(FACES, body_points=points, spacing=spacing)


def set_sheet(section: Section) -> None:
    """Lay the sheet across and draw a double frame in seal red around it."""
    section.page_width, section.page_height = _PAPER_WIDE, _PAPER_HIGH
    section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = _BESIDE
    section.top_margin = section.bottom_margin = _ABOVE
    section.header_distance = section.footer_distance = _FOOT_FROM_EDGE
    borders = OxmlElement("w:pgBorders")
    borders.set(qn("w:offsetFrom"), "page")
    for side in ("top", "left", "bottom", "right"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "thickThinMediumGap"), ("sz", "36"), ("space", "28")):
            border.set(qn(f"w:{name}"), value)
        border.set(qn("w:color"), SealRed)
        borders.append(border)
    # The order of the parts of a section is fixed: borders follow the margins.
    margins = section._sectPr.find(qn("w:pgMar"))  # noqa: SLF001 - python-docx has no borders
    margins.addnext(borders)


def add_certificate(word_file: WordFile, blocks: Sequence[FilledBlock], library_name: str) -> None:
    """Append what a certificate says: title, words in the middle, seal and signature."""
    faces = faces_for(blocks)
    titles = [block for block in blocks if isinstance(block, Heading)]
    closing = [block for block in blocks if _is_closing(block)]
    middle = [block for block in blocks if block not in titles and block not in closing]
    add_blocks(word_file, titles, faces)
    (stage,) = _row(word_file, _MIDDLE, 1)
    stage.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    _fill(word_file, stage, middle, faces)
    left, right = _row(word_file, _FOOT, 2)
    left.vertical_alignment = right.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    _set_seal(left, seal_columns(library_name))
    signed = replace(faces, body_points=_SIGNATURE_POINTS, spacing=1.85)
    _fill(word_file, right, closing, signed)
    for paragraph in right.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for run in paragraph.runs:
            run.font.size = Pt(_SIGNATURE_POINTS)


def _is_closing(block: FilledBlock) -> bool:
    return isinstance(block, Paragraph) and block.align is Align.RIGHT


def _row(word_file: WordFile, height: Length, cells: int) -> Sequence[_Cell]:
    """Append a row without lines that is at least ``height`` high, and return its cells."""
    table = word_file.add_table(rows=1, cols=cells)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    row = table.rows[0]
    row.height, row.height_rule = height, WD_ROW_HEIGHT_RULE.AT_LEAST
    # Two tables in a row become one, and the last thing of a file must be a paragraph.
    between = word_file.add_paragraph()
    between.paragraph_format.line_spacing = Pt(1)
    placed: Sequence[_Cell] = row.cells
    return placed


def _fill(word_file: WordFile, cell: _Cell, blocks: Sequence[FilledBlock], faces: Faces) -> None:
    """Put ``blocks`` into a cell in place of the empty paragraph that it came with."""
    if not blocks:
        return
    empty = cell.paragraphs[0]._p  # noqa: SLF001 - python-docx takes no paragraph away
    add_blocks(word_file, blocks, faces, into=cell)
    cell._tc.remove(empty)  # noqa: SLF001


def _set_seal(cell: _Cell, columns: Sequence[str]) -> None:
    """Set the library's seal, carved in white, its columns from right to left."""
    if not columns:
        return
    rows = max(len(column) for column in columns)
    table = cell.add_table(rows=rows, cols=len(columns))
    table.alignment = WD_TABLE_ALIGNMENT.RIGHT
    table.autofit = False
    for across, column in enumerate(reversed(columns)):
        for down in range(rows):
            _carve(table, down, across, column[down : down + 1])
    for row in table.rows:
        row.height, row.height_rule = _SEAL_CELL, WD_ROW_HEIGHT_RULE.EXACTLY


def _carve(table: Table, down: int, across: int, character: str) -> None:
    cell = table.cell(down, across)
    cell.width = _SEAL_CELL
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-docx has no shading
    shade, margins = OxmlElement("w:shd"), OxmlElement("w:tcMar")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SealRed)):
        shade.set(qn(f"w:{name}"), value)
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # Their order in a cell is fixed: shade, margins, vertical place.
    place = properties.find(qn("w:vAlign"))
    place.addprevious(shade)
    place.addprevious(margins)
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = add_run(paragraph, character, "宋体", _SEAL_POINTS)
    run.font.bold = True
    run.font.color.rgb = RGBColor.from_string(_PAPER_WHITE)
