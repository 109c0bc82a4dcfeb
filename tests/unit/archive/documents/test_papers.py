import dataclasses
import datetime as dt
import io
import string
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import strategies as st
from weasyprint.urls import FatalURLFetchingError

from archive.documents import fonts, pdf
from archive.documents.errors import PaperTooSlowError
from archive.documents.kinds import DocumentKind, Sheet
from archive.documents.qr import draw_qr
from archive.documents.schemas import Imprint, Paper
from archive.documents.service import Draft, Plan, format_number, htmls_of, set_paper
from archive.documents.setting import date_in_characters, face_of, sheets_for
from archive.kernel.journal import Subject
from archive.markup.fill import Rows
from archive.paper_templates.defaults import default_template
from archive.paper_templates.sample import sample_values

ROW = {"序号": "1", "题名": "醴陵縣志", "责任者": "徐淦", "年代": "清同治十年", "册数": "16"}
IMPRINT = Imprint(
    "醴陵市图书馆", "收字〔2026〕第0001号", dt.date(2026, 3, 2), "王芳", "http://x.test/documents/1"
)


def paper_of(kind: DocumentKind, **values: Any) -> Paper:
    said = sample_values(kind) | values
    return Paper(kind, default_template(kind), said, (Subject("donation", "1"),))


def receipt_of(*rows: dict[str, str]) -> Paper:
    return paper_of(DocumentKind.RECEIPT, 清单=Rows(rows))


def draft(paper: Paper, imprint: Imprint = IMPRINT) -> Draft:
    return set_paper(Plan("1", paper, imprint))


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/a.png",
        "file:///etc/passwd",
        "file:///usr/share/fonts/../../../etc/passwd",
        "file://elsewhere/usr/share/fonts/a.ttf",
        "file:///usr/share/fonts/nothing.ttf",
        "ftp://x/y",
        "static:../../settings.py",
        "x",
    ],
)
def test_a_paper_can_fetch_nothing_but_our_own_styles(address: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        pdf.StaticFilesOnly().fetch(address)


def test_a_style_may_name_a_font_of_the_system() -> None:
    style = '<style>@font-face { font-family: "a"; src: local("Noto Sans CJK SC") }</style>'
    assert pdf.write_pdf(f"{style}<p>醴陵").startswith(b"%PDF-")
    font = next(path for path in fonts.FONT_ROOTS[0].rglob("*.ttf"))
    assert pdf.StaticFilesOnly().fetch(font.as_uri()).read() == font.read_bytes()


def test_a_paper_that_reaches_out_is_not_made_at_all() -> None:
    with pytest.raises(FatalURLFetchingError):
        pdf.write_pdf('<img src="http://127.0.0.1:1/a.png">')


def test_our_own_styles_are_found() -> None:
    answer = pdf.StaticFilesOnly().fetch("static:documents/papers.css")
    assert b".doc" in answer.read()


def test_a_paper_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(PaperTooSlowError):
        pdf.bound_in_time(0.001, "<p>slow</p>" * 2000)


def test_a_long_list_goes_on_a_full_sheet_and_a_short_one_on_half() -> None:
    assert sheets_for(receipt_of(ROW)) == (Sheet.A5_LANDSCAPE, Sheet.A4)
    assert sheets_for(receipt_of(*[ROW] * 8)) == (Sheet.A4,)


@pytest.mark.parametrize(("refused_count", "is_half"), [(1, True), (7, False)])
def test_signatures_never_stand_alone_on_a_second_page(
    refused_count: int, *, is_half: bool
) -> None:
    refused = ROW | {"题名": "醴陵縣志" * 8, "理由": "馆里已有同一底片，且品相更好"}
    rows = [ROW] * (7 - refused_count) + [refused] * refused_count
    plan = Plan(
        "1", receipt_of(*rows), dataclasses.replace(IMPRINT, note="替代 收字〔2026〕第0001号")
    )
    half, full = htmls_of(plan)
    assert set_paper(plan).paper == pdf.write_pdf(half if is_half else full)


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_is_set_as_it_ships(kind: DocumentKind) -> None:
    made = draft(paper_of(kind))
    assert made.paper.startswith(b"%PDF-")
    assert face_of(paper_of(kind), IMPRINT).missing == ()
    assert draft(paper_of(kind)).paper == made.paper


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_word_file_says_the_same_in_chinese_faces(kind: DocumentKind) -> None:
    paper = paper_of(kind, 捐赠人="髙𫖯")
    word_file = docx.Document(io.BytesIO(draft(paper).word_file))
    said = "".join(paragraph.text for paragraph in word_file.paragraphs)
    cells = [cell.text for table in word_file.tables for row in table.rows for cell in row.cells]
    is_roll, is_certificate = kind is DocumentKind.ROLL, kind is DocumentKind.CERTIFICATE
    said += "".join(cells) if is_certificate else ""
    assert "名录" in said if is_roll else "髙𫖯" in said
    has_table = "【清单" in paper.template or is_roll
    assert ("醴陵縣志" in "".join(cells)) is (has_table or is_certificate)
    section = word_file.sections[0]
    is_wide = section.orientation == WD_ORIENT.LANDSCAPE
    assert is_wide is is_certificate
    numbered = section.footer if is_certificate else section.header
    assert IMPRINT.number in numbered.paragraphs[0].text
    assert len(section.footer._element.xpath(".//pic:pic")) == 1
    runs = [run for paragraph in word_file.paragraphs for run in paragraph.runs if run.text.strip()]
    assert all(run._element.xpath("./w:rPr/w:rFonts/@w:eastAsia") for run in runs)


def test_the_word_file_of_a_certificate_is_to_be_framed() -> None:
    """Framed in red, a great red title, the words between, seal and signature at the foot."""
    made = draft(paper_of(DocumentKind.CERTIFICATE, 捐赠人="王毓芳")).word_file
    word_file = docx.Document(io.BytesIO(made))
    red = "A5301F"
    assert word_file.element.xpath("//w:pgBorders/w:top/@w:color") == [red]
    (title,) = (one for one in word_file.paragraphs if one.text == "收藏证书")
    assert all(run.font.size == Pt(46) and str(run.font.color.rgb) == red for run in title.runs)
    stage, foot = word_file.tables
    assert "王毓芳" in stage.cell(0, 0).text
    assert stage.rows[0].height == pytest.approx(Mm(72), rel=0.001)
    (seal,) = foot.cell(0, 0).tables
    carved = [[cell.text for cell in row.cells] for row in seal.rows]
    assert carved == [["藏", "图", "醴"], ["书", "书", "陵"], ["印", "馆", "市"]]
    assert set(seal._tbl.xpath(".//w:shd/@w:fill")) == {red}
    assert "二〇二六年三月二日" in foot.cell(0, 1).text


def test_the_word_file_of_a_full_certificate_is_set_smaller() -> None:
    def size(words: str) -> object:
        paper = paper_of(DocumentKind.CERTIFICATE, 附言=words, 数量=words)
        word_file = docx.Document(io.BytesIO(draft(paper).word_file))
        return word_file.styles.element.xpath("//w:style[@w:styleId='Normal']//w:sz/@w:val")

    assert (size("二种"), size("字" * 400)) == (["40"], ["19"])


def test_a_rare_character_is_printed_and_one_no_font_has_is_flagged() -> None:
    rare, lost = "𫖯𡝭髙", "\U0002fa1f\U000ffffd"
    assert face_of(paper_of(DocumentKind.THANKS, 捐赠人=rare), IMPRINT).missing == ()
    face = face_of(paper_of(DocumentKind.THANKS, 捐赠人=f"张{lost}"), IMPRINT)
    assert face.missing == tuple(lost)
    plan = Plan("1", paper_of(DocumentKind.THANKS, 捐赠人=f"张{lost}"), IMPRINT)
    (html,) = htmls_of(plan)
    assert '张<span class="doc__missing">U+2FA1F</span>' in html
    assert "请手写补正" in html
    word_file = docx.Document(io.BytesIO(set_paper(plan).word_file))
    assert any("〔U+2FA1F〕" in paragraph.text for paragraph in word_file.paragraphs)


def test_what_is_filled_in_is_words_and_nothing_more() -> None:
    paper = paper_of(DocumentKind.THANKS, 捐赠人="<script>alert(1)</script>【清单】{{ 7*7 }}")
    (html,) = htmls_of(Plan("1", paper, IMPRINT))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;【清单】{{ 7*7 }}" in html


@pytest.mark.parametrize(
    "changes",
    [
        {"捐赠人": ""},
        {"收到日期": "2026年3月3日"},
        {"清单": Rows((ROW | {"处理": "不接收"},))},
        {"清单": Rows((ROW, ROW))},
    ],
)
def test_a_receipt_that_says_something_else_is_another(changes: dict[str, Any]) -> None:
    paper = receipt_of(ROW)
    other = dataclasses.replace(paper, values={**paper.values, **changes})
    assert other.state_sha256 != paper.state_sha256
    reworded = dataclasses.replace(paper, template="# 收据", template_version=2)
    assert reworded.state_sha256 == paper.state_sha256


@given(st.sampled_from(DocumentKind), st.dates(), st.integers(1, 99_999))
def test_numbers_are_told_apart(kind: DocumentKind, day: dt.date, number: int) -> None:
    given_out = format_number(kind, day, number)
    assert given_out != format_number(kind, day, number + 1)
    assert f"〔{day.year}〕" in given_out
    others = {format_number(other, day, number) for other in DocumentKind if other is not kind}
    assert given_out not in others


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2026, 3, 2), "二〇二六年三月二日"),
        (dt.date(2018, 12, 27), "二〇一八年十二月二十七日"),
        (dt.date(2030, 10, 30), "二〇三〇年十月三十日"),
        (dt.date(1999, 11, 11), "一九九九年十一月十一日"),
    ],
)
def test_a_day_is_written_in_characters(day: dt.date, said: str) -> None:
    assert date_in_characters(day) == said


@given(st.text(min_size=1, max_size=60))
def test_nothing_of_the_text_gets_into_the_markup_of_a_code(text: str) -> None:
    drawn = draw_qr(text)
    assert drawn.startswith("<svg")
    assert drawn.count("<") == draw_qr("1").count("<")
    assert not set(drawn) - set(string.ascii_letters + string.digits + '<>/="#. -:?')
