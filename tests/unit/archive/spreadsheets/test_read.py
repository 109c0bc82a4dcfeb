"""Files as libraries have them, and files that mean harm."""

import codecs
import datetime as dt
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from archive.spreadsheets.cells import Fault, Sheet
from archive.spreadsheets.errors import (
    NoSpreadsheetError,
    SpreadsheetDamagedError,
    SpreadsheetTooLargeError,
    SpreadsheetTooSlowError,
    TooManyRowsError,
    UnclosedQuoteError,
    UnknownEncodingError,
)
from archive.spreadsheets.limits import MOST_ROWS
from archive.spreadsheets.read import read_spreadsheet

TABLE = "捐赠人,题名,册数\n张毓鋆,醴陵縣志,3\n"


def sheets_of(book: Workbook, folder: Path) -> tuple[Sheet, ...]:
    path = folder / "x.xlsx"
    book.save(path)
    return read_spreadsheet(path, "x.xlsx").sheets


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in sheet.rows]


def read_bytes(content: bytes, folder: Path, name: str = "x.csv") -> tuple[Sheet, ...]:
    path = folder / "sent"
    path.write_bytes(content)
    return read_spreadsheet(path, name).sheets


def test_merged_cells_are_filled_and_marked(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"] = "捐赠人", "题名"
    sheet["A2"], sheet["B2"] = "张毓鋆", "醴陵縣志"
    sheet["B3"] = "渌江书院讲义"
    sheet["B4"] = "家谱"
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("C1:D1")
    (read,) = sheets_of(book, tmp_path)
    assert texts(read)[1:] == [
        ["张毓鋆", "醴陵縣志"],
        ["张毓鋆", "渌江书院讲义"],
        ["张毓鋆", "家谱"],
    ]
    assert [row.cell(0).is_continued for row in read.rows] == [False, False, True, True]


def test_rows_keep_their_numbers_and_blank_ones_are_left_out(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A3"], sheet["B7"] = "题名", "x"
    (read,) = sheets_of(book, tmp_path)
    assert [row.number for row in read.rows] == [3, 7]
    assert read.rows[1].cell(1).text == "x"
    assert read.rows[1].cell(99).is_blank


def test_a_formula_is_its_value_and_one_without_is_told(tmp_path: Path) -> None:
    """Openpyxl writes formulas without values, as programs do that cannot calculate."""
    book = Workbook()
    book.worksheets[0].append(["=SUM(1,2)", "x", 3])
    (read,) = sheets_of(book, tmp_path)
    assert read.rows[0].cell(0).fault is Fault.NOT_CALCULATED

    path = tmp_path / "x.xlsx"
    rewrite(path, b"<v/>", b"<v>3</v>")
    (read,) = read_spreadsheet(path, "x.xlsx").sheets
    assert (read.rows[0].cell(0).value, read.rows[0].cell(0).fault) == (3, None)


def test_a_formula_that_failed_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["x", "y"])
    book.worksheets[0]["B1"].data_type = "e"
    book.worksheets[0]["B1"].value = "#REF!"
    (read,) = sheets_of(book, tmp_path)
    assert (read.rows[0].cell(1).text, read.rows[0].cell(1).fault) == (
        "#REF!",
        Fault.FORMULA_ERROR,
    )


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    changed = content[sheet].replace(b"<v></v>", b"<v/>").replace(old, new)
    assert changed != content[sheet]
    with zipfile.ZipFile(path, "w") as parts:
        for name, part in content.items():
            parts.writestr(name, changed if name == sheet else part)


def test_dates_numbers_and_truth_keep_their_types(tmp_path: Path) -> None:
    book = Workbook()
    row = [dt.date(2018, 12, 27), dt.datetime(2018, 12, 27, 9, 30), 13800000000.0, 2.5, True]  # noqa: DTZ001 - a spreadsheet knows no zones
    book.worksheets[0].append(row)
    (read,) = sheets_of(book, tmp_path)
    assert texts(read) == [["2018-12-27", "2018-12-27 09:30", "13800000000", "2.5", "是"]]
    assert read.rows[0].cell(0).value == dt.date(2018, 12, 27)


def test_every_sheet_is_read_and_hidden_ones_say_so(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "一月"
    book.create_sheet("二月").sheet_state = "hidden"
    read = sheets_of(book, tmp_path)
    assert [(sheet.name, sheet.is_hidden) for sheet in read] == [("一月", False), ("二月", True)]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TABLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TABLE.encode(), "utf-8"),
        (TABLE.encode("gb18030"), "gb18030"),
        (TABLE.replace(",", "\t").encode("utf-16"), "utf-16"),
        (TABLE.replace(",", ";").encode(), "utf-8"),
        (TABLE.replace("\n", "\r\n").encode(), "utf-8"),
    ],
    ids=["utf-8", "mark", "gb18030", "utf-16", "semicolon", "windows"],
)
def test_csv_is_read_in_the_encodings_of_excel(
    content: bytes, encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "sent"
    path.write_bytes(content)
    read = read_spreadsheet(path, "捐赠.csv")
    assert read.encoding == encoding
    assert texts(read.sheets[0]) == [["捐赠人", "题名", "册数"], ["张毓鋆", "醴陵縣志", "3"]]


def test_rare_characters_survive_gb18030(tmp_path: Path) -> None:
    (sheet,) = read_bytes("题名\n𫖯𡝭髙\n".encode("gb18030"), tmp_path)
    assert texts(sheet)[1] == ["𫖯𡝭髙"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, NoSpreadsheetError),
        (b"%PDF-1.7\n\x01\x02", NoSpreadsheetError),
        (b"\x89PNG\r\n\x1a\n\x00\x00", NoSpreadsheetError),
        (b"PK\x03\x04" + b"x" * 600, SpreadsheetDamagedError),
        ('题名\n"没有配对\n'.encode(), UnclosedQuoteError),
        (b"\x81\xff\xff", UnknownEncodingError),
    ],
    ids=["xls", "pdf", "png", "cut off", "quote", "no text"],
)
def test_what_is_no_spreadsheet_is_refused_in_words(
    content: bytes, error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(error, match="捐赠"):
        read_bytes(content, tmp_path, "捐赠.xls")


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.ods"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("content.xml", "<x/>")
    with pytest.raises(NoSpreadsheetError):
        read_spreadsheet(path, "x.ods")


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(7):
            with parts.open(f"xl/{number}.xml", "w", force_zip64=True) as part:
                for _ in range(100):
                    part.write(b"\0" * 10**6)
    assert path.stat().st_size < 10**6
    with pytest.raises(SpreadsheetTooLargeError):
        read_spreadsheet(path, "x.xlsx")


def test_a_large_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with path.open("wb") as file:
        file.truncate(50 * 10**6 + 1)
    with pytest.raises(SpreadsheetTooLargeError, match="50 MB"):
        read_spreadsheet(path, "x.csv")


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TooManyRowsError):
        read_bytes(b"x\n" * (MOST_ROWS + 1), tmp_path)


def test_a_reader_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(SpreadsheetTooSlowError):
        read_bytes(TABLE.encode(), tmp_path)


def test_an_entity_bomb_ends_the_child_and_not_us(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["x"])
    path = tmp_path / "x.xlsx"
    book.save(path)
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    with zipfile.ZipFile(path) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">{levels}]><x>&e11;</x>'
    with zipfile.ZipFile(path, "w") as parts:
        for name, part in content.items():
            parts.writestr(name, bomb if "sheet1" in name else part)
    with pytest.raises((SpreadsheetDamagedError, SpreadsheetTooSlowError)):
        read_spreadsheet(path, "x.xlsx")
