"""Papers as word files (DOCX, ISO/IEC 29500), for those who must change a word by hand.

Faces are named as Chinese office programs know them; every run names its East Asian face, since a
program takes that one, and not the Latin one, for a Chinese character.
"""

import datetime as dt
import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from archive.documents.kinds import DocumentKind, Sheet
from archive.documents.qr import picture_of_qr
from archive.documents.schemas import Imprint, Paper
from archive.documents.setting import face_of, sheets_for
from archive.documents.word_certificate import add_certificate, faces_for, set_sheet
from archive.markup.docx import Faces, SealRed, add_blocks, add_run, set_faces

_SIZES = {
    Sheet.A4: (Mm(210), Mm(297)),
    Sheet.A4_LANDSCAPE: (Mm(297), Mm(210)),
    Sheet.A5_LANDSCAPE: (Mm(210), Mm(148)),
}
_MARGINS = {
    Sheet.A4: (Mm(28), Mm(26)),
    Sheet.A4_LANDSCAPE: (Mm(26), Mm(26)),
    Sheet.A5_LANDSCAPE: (Mm(14), Mm(14)),
}
# A moment that stands still: the same paper gives the same file.
_MADE_AT = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zone


def write_docx(paper: Paper, imprint: Imprint) -> bytes:
    """Return a paper as a word file, on the largest of its sheets."""
    word_file = Document()
    blocks, section = face_of(paper, imprint).blocks, word_file.sections[0]
    if paper.kind is DocumentKind.CERTIFICATE:
        set_faces(word_file, faces_for(blocks))
        set_sheet(section)
        _write_check(section.footer.paragraphs[0], imprint, imprint.number)
        add_certificate(word_file, blocks, imprint.library_name)
    else:
        set_faces(word_file, Faces())
        _set_sheet(section, sheets_for(paper)[-1])
        _write_head(section, imprint)
        _write_foot(section, imprint)
        add_blocks(word_file, blocks, Faces())
    _sign(word_file, paper, imprint)
    written = io.BytesIO()
    word_file.save(written)
    return written.getvalue()


def _set_sheet(section: Section, sheet: Sheet) -> None:
    width, height = _SIZES[sheet]
    section.page_width, section.page_height = width, height
    is_wide = width > height
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    above, beside = _MARGINS[sheet]
    section.top_margin = section.bottom_margin = above
    section.left_margin = section.right_margin = beside
    section.header_distance = section.footer_distance = Mm(10)


def _write_head(section: Section, imprint: Imprint) -> None:
    paragraph = section.header.paragraphs[0]
    paragraph.paragraph_format.tab_stops.clear_all()
    _tab_at_end(paragraph, section)
    add_run(paragraph, imprint.library_name, "宋体", 9)
    run = add_run(paragraph, f"\t{imprint.number}", "宋体", 9)
    run.font.color.rgb = RGBColor.from_string(SealRed)


def _write_foot(section: Section, imprint: Imprint) -> None:
    paragraph = section.footer.paragraphs[0]
    _tab_at_end(paragraph, section)
    _write_check(paragraph, imprint)
    add_run(paragraph, "\t", "宋体", 9)
    _add_field(paragraph, "PAGE")
    add_run(paragraph, " / ", "宋体", 9)
    _add_field(paragraph, "NUMPAGES")


def _write_check(paragraph: WordParagraph, imprint: Imprint, number: str = "") -> None:
    """Write where the paper can be checked, and its number if the head does not bear it."""
    if imprint.check_url:
        picture = io.BytesIO(picture_of_qr(imprint.check_url))
        paragraph.add_run().add_picture(picture, width=Mm(15))
        add_run(paragraph, f"  扫码核验 {imprint.check_url}", "宋体", 7.5)
    if number:
        add_run(paragraph, f"  {number}", "宋体", 9)


def _tab_at_end(paragraph: WordParagraph, section: Section) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT  # noqa: PLC0415

    width = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    paragraph.style = "Normal"
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)


def _add_field(paragraph: WordParagraph, code: str) -> None:
    run = add_run(paragraph, "", "宋体", 9)
    for part in _field_parts(code):
        run._r.append(part)  # noqa: SLF001 - python-docx has no fields


def _field_parts(code: str) -> Iterable[BaseOxmlElement]:
    begin, instruction, end = (OxmlElement(f"w:{x}") for x in ("fldChar", "instrText", "fldChar"))
    begin.set(qn("w:fldCharType"), "begin")
    instruction.text = code
    end.set(qn("w:fldCharType"), "end")
    return begin, instruction, end


def _sign(word_file: WordFile, paper: Paper, imprint: Imprint) -> None:
    core = word_file.core_properties
    core.title = " ".join(part for part in (paper.settled.name, imprint.number) if part)
    core.author = core.last_modified_by = imprint.library_name
    core.language = "zh-CN"
    core.comments = ""
    core.created = core.modified = _MADE_AT
