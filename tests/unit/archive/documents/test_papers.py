import dataclasses
import datetime as dt
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weasyprint.urls import FatalURLFetchingError

from archive.documents import pdf
from archive.documents.errors import PaperTooSlowError
from archive.documents.qr import draw_qr
from archive.documents.schemas import Imprint, Receipt, ReceiptLine
from archive.documents.service import RECEIPT_TEMPLATE, format_number, receipt_context

LINE = ReceiptLine(1, "醴陵縣志", "徐淦", "清同治十年", 16, "accepted")
RECEIPT = Receipt("醴陵市图书馆", "捐2026-0001", "張毓鋆", dt.date(2026, 3, 2), (LINE,))
IMPRINT = Imprint("收字〔2026〕第0001号", dt.date(2026, 3, 2), "王芳", "http://x.test/documents/1")


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
    font = next(path for path in pdf.FONT_ROOTS[0].rglob("*.ttf"))
    assert pdf.StaticFilesOnly().fetch(font.as_uri()).read() == font.read_bytes()


def test_a_paper_that_reaches_out_is_not_made_at_all() -> None:
    with pytest.raises(FatalURLFetchingError):
        pdf.write_pdf('<img src="http://127.0.0.1:1/a.png">')


def test_our_own_styles_are_found() -> None:
    answer = pdf.StaticFilesOnly().fetch("static:documents/receipt.css")
    assert b".receipt" in answer.read()


def test_a_paper_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(PaperTooSlowError):
        pdf.bound_in_time(0.001, "<p>slow</p>" * 2000)


def test_a_long_list_goes_on_a_full_sheet_and_a_short_one_on_half() -> None:
    many = dataclasses.replace(RECEIPT, lines=(LINE,) * 8)
    assert receipt_context(RECEIPT, IMPRINT)["is_full_sheet"] is False
    assert receipt_context(many, IMPRINT)["is_full_sheet"] is True
    sheet = pdf.set_paper(RECEIPT_TEMPLATE, **receipt_context(many, IMPRINT))
    half = pdf.set_paper(RECEIPT_TEMPLATE, **receipt_context(RECEIPT, IMPRINT))
    assert sheet[:5] == half[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("line_count", "refused_count", "is_full_sheet"), [(6, 1, False), (7, 7, True)]
)
def test_signatures_never_stand_alone_on_a_second_page(
    line_count: int, refused_count: int, *, is_full_sheet: bool
) -> None:
    refused = dataclasses.replace(LINE, verdict="declined", reason="馆里已有同一底片")
    lines = (LINE,) * (line_count - refused_count) + (refused,) * refused_count
    imprint = dataclasses.replace(IMPRINT, note="替代 收字〔2026〕第0001号")
    context = receipt_context(dataclasses.replace(RECEIPT, lines=lines), imprint)
    paper = pdf.set_paper(RECEIPT_TEMPLATE, {"is_full_sheet": True}, **context)
    expected = context | {"is_full_sheet": is_full_sheet}
    assert paper == pdf.set_paper(RECEIPT_TEMPLATE, **expected)


@pytest.mark.parametrize(
    "changes",
    [
        {"donor_name": ""},
        {"received_on": dt.date(2026, 3, 3)},
        {"lines": (dataclasses.replace(LINE, verdict="declined"),)},
        {"lines": (dataclasses.replace(LINE, reason="复本"),)},
        {"lines": (LINE, LINE)},
    ],
)
def test_a_receipt_that_says_something_else_is_another(changes: dict[str, object]) -> None:
    other = dataclasses.replace(RECEIPT, **changes)  # type: ignore[arg-type]
    assert other.state_sha256 != RECEIPT.state_sha256
    assert dataclasses.replace(RECEIPT).state_sha256 == RECEIPT.state_sha256


@given(st.dates(), st.integers(1, 99_999))
def test_numbers_of_a_year_are_told_apart(day: dt.date, number: int) -> None:
    assert format_number(day, number) != format_number(day, number + 1)
    assert f"〔{day.year}〕" in format_number(day, number)


@given(st.text(min_size=1, max_size=60))
def test_nothing_of_the_text_gets_into_the_markup_of_a_code(text: str) -> None:
    drawn = draw_qr(text)
    assert drawn.startswith("<svg")
    assert drawn.count("<") == draw_qr("1").count("<")
    assert not set(drawn) - set(string.ascii_letters + string.digits + '<>/="#. -:?')
