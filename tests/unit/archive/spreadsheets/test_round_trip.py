"""What is written as CSV or XLSX comes back unchanged, and nothing of it is a formula."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.spreadsheets.cells import Value, column_letters
from archive.spreadsheets.guard import guard, unguard
from archive.spreadsheets.parse_csv import parse_csv
from archive.spreadsheets.read import read_spreadsheet
from archive.spreadsheets.write import XlsxWriter, write_csv

PRINTABLE = st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\t\n")
TEXTS = st.text(PRINTABLE, max_size=12) | st.sampled_from(
    ["=1+1", "'=1", "''", "'", "+86", "-", "@x", "'醴陵", '"', 'a"b', ",", "，", "𫖯", " x "]
)
HARD: list[Value] = [
    '=HYPERLINK("http://x","y")',
    "'=1",
    "'",
    "+8613800000000",
    "-3",
    "@x",
    "0031",
    "一\n二",
    'a"b,c;d\te',
    "𫖯𡝭髙",
    "2018-12-27",
    "<script>",
]


@given(TEXTS)
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    assert guard(text)[:1] not in set("=+-@\t\r")
    assert unguard(guard(text)) == text


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_rows_of_csv_come_back(rows: list[list[str]]) -> None:
    # A table of other separators is none of ours: what is drawn holds no more than one of them.
    plain = [[cell.replace("\t", "").replace(";", "") for cell in row] for row in rows]
    written = b"".join(write_csv(["题名", "备注"], plain)).decode("utf-8-sig")
    assert [row for _number, row in parse_csv(written, "x.csv")] == [["题名", "备注"], *plain]


def test_a_tab_in_a_cell_separates_nothing() -> None:
    rows = [["", "\t"], ['"', ""]]
    written = b"".join(write_csv(["题名", "备注"], rows)).decode("utf-8-sig")
    assert [row for _number, row in parse_csv(written, "x.csv")] == [["题名", "备注"], *rows]


def test_a_csv_file_comes_back_through_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"".join(write_csv(["题名"] * 3, [["甲", 3, dt.date(2018, 12, 27)]])))
    (sheet,) = read_spreadsheet(path, "x.csv").sheets
    assert [cell.text for cell in sheet.rows[1].cells] == ["甲", "3", "2018-12-27"]


def test_a_workbook_comes_back_with_its_types(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    row: list[Value] = [*HARD, 3, 2.5, dt.date(2018, 12, 27), True, None, "end"]
    writer = XlsxWriter()
    writer.add_sheet("清单", ["题名"], [row])
    writer.save(path)
    (sheet,) = read_spreadsheet(path, "x.xlsx").sheets
    assert sheet.name == "清单"
    assert [cell.value for cell in sheet.rows[1].cells] == row


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    writer = XlsxWriter()
    writer.add_sheet("清单", ["=1+1"], [HARD])
    writer.save(path)
    with zipfile.ZipFile(path) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_what_xml_cannot_hold_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    writer = XlsxWriter()
    writer.add_sheet("清单", ["题名"], [["a\x00b\x0bc\ufffe"]])
    writer.save(path)
    (sheet,) = read_spreadsheet(path, "x.xlsx").sheets
    assert sheet.rows[1].cell(0).value == "abc"


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4), min_size=1, max_size=20))
def test_any_text_of_a_workbook_comes_back(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "x.xlsx"
    writer = XlsxWriter()
    writer.add_sheet("清单", ["题名"], rows)
    writer.save(path)
    (sheet,) = read_spreadsheet(path, "x.xlsx").sheets
    assert [[cell.value for cell in row.cells] for row in sheet.rows[1:]] == rows


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_have_letters(column: int, letters: str) -> None:
    assert column_letters(column) == letters
