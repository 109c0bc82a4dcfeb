"""What of the census leaves the house: the sheet of a record, and lists of them."""

import csv
import io

from openpyxl import load_workbook

from archive.accounts.models import Role
from archive.census import service
from archive.census.service import Written
from archive.kernel.house import House
from tests.factories.holdings import make_volumes
from tests.fixtures.clients import Person

NUMBER = "430281-0101-0000007"


def keep_record(house: House) -> str:
    """Keep a record with its number and what survives; return its identifier."""
    with house.database.write() as session:
        volume = make_volumes(
            session, count=4, author="（清）徐淦修", edition="清同治十年刻本", juan_count=12
        )[0]
        record = service.begin_record(session, volume.copy_id)
        details = {"surviving": "存四卷（一至四）", "rows": "9", "height_mm": 195}
        service.change_record(session, record.id, 1, Written(NUMBER, details))
        return record.id


def test_a_sheet_is_printed(house: House, person: Person) -> None:
    record_id = keep_record(house)
    paper = person(Role.STAFF).get(f"/desk/census/{record_id}/sheet.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_lists_leave_in_the_published_columns_and_in_all(house: House, person: Person) -> None:
    keep_record(house)
    clerk = person(Role.STAFF)
    plain = clerk.get("/desk/census/export.csv").content.decode("utf-8-sig")
    headings, row = list(csv.reader(io.StringIO(plain)))
    assert headings[:3] == ["普查编号", "索书号", "题名（卷数）"]
    assert row == [
        NUMBER,
        "",
        "醴陵縣志十二卷",
        "（清）徐淦修",
        "清同治十年刻本",
        "4册",
        house.settings.library_name,
        "存四卷（一至四）",
    ]
    full = clerk.get("/desk/census/export.xlsx?columns=full&q=醴陵")
    sheet = load_workbook(io.BytesIO(full.content)).worksheets[0]
    named = dict(zip(*([cell.value for cell in line] for line in sheet.iter_rows()), strict=True))
    assert named["行款版式"] == "半葉九行，版框高19.5釐米"
    assert named["版框高（厘米）"] == "19.5"
    nothing = clerk.get("/desk/census/export.csv?q=湖南通志").content.decode("utf-8-sig")
    assert len(nothing.splitlines()) == 1
    assert clerk.get("/desk/census/export.doc").status_code == 404
