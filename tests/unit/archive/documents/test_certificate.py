"""A certificate fills one sheet, whatever it must say."""

import datetime as dt
import shutil
import subprocess
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.documents import pdf
from archive.documents.certificate import SIZES, seal_columns, size_for
from archive.documents.kinds import DocumentKind
from archive.documents.schemas import Imprint, Paper
from archive.documents.service import Plan, htmls_of
from archive.kernel.journal import Subject
from archive.markup.blocks import Align, Paragraph, Words
from archive.markup.fill import Rows
from archive.paper_templates.defaults import default_template
from archive.paper_templates.sample import sample_values

PDFTOTEXT = shutil.which("pdftotext")
ORDER = [name for name, _line, _room in SIZES]
NUMBER = "证字〔2026〕第0018号"
IMPRINT = Imprint(
    "醴陵市图书馆", NUMBER, dt.date(2026, 11, 25), "王芳", "http://x.test/documents/1"
)


def plan_of(kind: DocumentKind, **values: Any) -> Plan:
    said = sample_values(kind) | values
    paper = Paper(kind, default_template(kind), said, (Subject("donation", "1"),))
    return Plan("1", paper, IMPRINT)


def text_in(made: bytes) -> list[str]:
    """The words of each page, as somebody would copy them."""
    command = [str(PDFTOTEXT), "-", "-"]
    done = subprocess.run(command, input=made, capture_output=True, check=True)
    return ["".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]


def says(*lengths: int) -> list[Paragraph]:
    return [Paragraph(1, (Words("字" * length),)) for length in lengths]


@given(st.lists(st.integers(0, 600), max_size=6), st.integers(1, 200))
def test_the_more_is_said_the_smaller_it_is_set(lengths: list[int], more: int) -> None:
    before, after = size_for(says(*lengths)), size_for(says(*lengths, more))
    assert ORDER.index(before) <= ORDER.index(after)


def test_signature_and_date_take_no_room_of_the_words() -> None:
    closing = [Paragraph(1, (Words("字" * 500),), Align.RIGHT)]
    assert size_for(says(20, 20) + closing) == size_for(says(20, 20)) == "generous"


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("醴陵市图书馆", ["醴陵市", "图书馆", "藏书印"]),
        ("浏阳图书馆", ["浏阳图", "书馆藏", "书之印"]),
        ("湘图书馆", ["湘图", "书馆"]),
        ("Liling Library", []),
        ("", []),
    ],
)
def test_a_seal_names_the_library_in_even_columns(name: str, columns: list[str]) -> None:
    assert seal_columns(name) == columns


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=30))
def test_a_seal_leaves_no_character_of_the_name_out(name: str) -> None:
    columns = seal_columns(name)
    assert "".join(columns).startswith(name)
    assert {len(column) for column in columns[:-1]} <= {len(columns[0])}


def test_a_frame_names_its_colours_itself() -> None:
    """Whoever sets the sheet draws ``currentColor`` black."""
    (html,) = htmls_of(plan_of(DocumentKind.CERTIFICATE))
    frame = html[html.index("<svg") : html.index("</svg>")]
    assert "currentColor" not in frame
    assert frame.count("#a5301f") > 3
    assert " style=" not in html


@pytest.mark.skipif(PDFTOTEXT is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("length", [4, 60, 240, 480])
def test_a_certificate_is_one_sheet_that_says_everything(length: int) -> None:
    title = "醴陵縣志" * (length // 4)
    words = f"《{title}甲》《{title}乙》《{title}丙》等"
    (page,) = text_in(
        pdf.write_pdf(
            *htmls_of(
                plan_of(DocumentKind.CERTIFICATE, 题名=words, 捐赠人="張𫖯𡝭髙", 数量="40种105册")
            )
        )
    )
    assert words in page
    assert "張𫖯𡝭髙" in page
    assert "四十种一百零五册" in page
    assert "二〇二六年十一月二十五日" in page
    assert NUMBER in page


@pytest.mark.skipif(PDFTOTEXT is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("kind", [DocumentKind.DONATION_LIST, DocumentKind.GIFT_AGREEMENT])
def test_forty_titles_are_all_listed_and_a_signature_never_stands_alone(kind: DocumentKind) -> None:
    rows = Rows(
        tuple(
            {"序号": str(place), "题名": f"東堡張氏七修族譜卷之{place}𡝭髙", "责任者": "張𫖯"}
            for place in range(1, 41)
        )
    )
    pages = text_in(pdf.write_pdf(*htmls_of(plan_of(kind, 清单=rows))))
    said = "".join(pages)
    assert all(f"卷之{place}𡝭髙" in said for place in range(1, 41))
    for page in pages:
        assert len(page) > 120 or "签字" not in page
