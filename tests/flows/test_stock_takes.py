"""Stock-taking over HTTP: opening, scanning, correcting, closing, and the report in three forms."""

import csv
import io
import re
from dataclasses import dataclass

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from archive.accounts.models import Role
from archive.catalogue.schemas import VolumeView
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.locations.schemas import PlaceView
from archive.stock import service as moving
from archive.stock.schemas import Cause, barcode_of
from archive.stock_takes.models import StockTakeScan
from tests.factories.places import make_places, make_room
from tests.factories.registered import register_volumes
from tests.fixtures.clients import Client, Person
from tests.fixtures.statements import CountQueries

SCRIPT = {"HX-Request": "true"}
MOST_QUERIES = 12


@dataclass
class Shelves:
    """A room, its levels, and three volumes of which two stand on the first level."""

    room: PlaceView
    levels: list[PlaceView]
    volumes: list[VolumeView]


@pytest.fixture
def shelves(house: House) -> Shelves:
    with house.database.write() as session:
        room = make_room(session)
        levels = [p for p in make_places(session, room, 1, 2) if p.kind == "level"]
        volumes = register_volumes(session)
        for volume in volumes[:2]:
            moving.move(session, [volume.id], levels[0], Cause.SHELVED)
        moving.move(session, [volumes[2].id], levels[1], Cause.SHELVED)
        return Shelves(room, levels, volumes)


def begin(client: Client, place: str) -> str:
    """Open a stock-taking; return the address of its page."""
    form = {"submission": new_id(), "place": place, "note": "年度清点"}
    answer = client.submit("/desk/stock-takes", form)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def scan(client: Client, take: str, text: str, at: str = "", token: str = "") -> str:
    """Send what a script sends for one scan; return the parts of the page that change."""
    fields = {"csrf_token": client.token, "text": text, "at": at, "token": token or new_id()}
    answer = client.post(f"{take}/scan", data=fields, headers=SCRIPT)
    assert answer.status_code == 200, answer.text
    return answer.text


def tone_of(fragment: str) -> str:
    found = re.search(r'data-tone="(\w+)"', fragment)
    assert found
    return found[1]


def test_from_the_first_scan_to_the_signed_report(person: Person, shelves: Shelves) -> None:
    clerk = person(Role.STAFF)
    refused = clerk.submit("/desk/stock-takes", {"submission": new_id(), "place": "ZG-XX"})
    assert refused.status_code == 422
    assert 'id="field-place-error"' in refused.text
    take = begin(clerk, shelves.room.address)
    first, second, third = (barcode_of(volume) for volume in shelves.volumes)
    here = shelves.levels[0]
    at = scan(clerk, take, here.barcode)
    assert tone_of(at) == "note"
    assert f'name="at" value="{here.id}"' in at
    assert tone_of(scan(clerk, take, first, here.id)) == "good"
    astray = scan(clerk, take, third, here.id)
    assert tone_of(astray) == "attention"
    assert shelves.levels[1].path in astray
    assert tone_of(scan(clerk, take, "404404", here.id)) == "bad"
    corrected = re.search(r"/desk/stock-takes/\w+/scans/\d+/correct", astray)
    assert corrected
    answer = clerk.post(corrected[0], data={"csrf_token": clerk.token}, headers=SCRIPT)
    assert "已更正到" in answer.text
    page = clerk.get(f"{take}/results/missing").text
    assert second in page
    assert first not in page
    assert clerk.submit(f"{take}/close").status_code == 303
    assert clerk.get(take, follow_redirects=False).headers["location"].endswith("/missing")
    assert second in clerk.get("/desk/stock/missing").text
    late = clerk.post(
        f"{take}/scan", data={"csrf_token": clerk.token, "text": first}, headers=SCRIPT
    )
    assert late.status_code == 409


def test_the_report_says_the_same_in_every_form(person: Person, shelves: Shelves) -> None:
    clerk = person(Role.STAFF)
    take = begin(clerk, shelves.room.barcode)
    scan(clerk, take, barcode_of(shelves.volumes[0]), shelves.levels[1].id)
    scan(clerk, take, "=1+1", shelves.levels[1].id)
    content = clerk.get(f"{take}/report.csv").content.decode("utf-8-sig")
    rows = [(row["结果"], row["登录号"]) for row in csv.DictReader(io.StringIO(content))]
    assert [result for result, _ in rows] == ["未找到", "未找到", "错架", "未知条码"]
    assert rows[3][1] == "'=1+1"
    book = load_workbook(io.BytesIO(clerk.get(f"{take}/report.xlsx").content))
    assert book.sheetnames == ["汇总", "明细"]
    lines = [[cell.value for cell in row[:2]] for row in book["明细"].iter_rows(min_row=2)]
    assert [line[0] for line in lines] == ["未找到", "未找到", "错架", "未知条码"]
    assert lines[3][1] == "=1+1"
    assert book["明细"]["B5"].data_type == "s"
    figures = {row[0].value: row[1].value for row in book["汇总"].iter_rows(min_row=2)}
    assert (figures["应有册数"], figures["未找到"], figures["错架"]) == (3, 2, 1)
    paper = clerk.get(f"{take}/report.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_a_place_outside_of_the_scope_is_refused(person: Person, shelves: Shelves) -> None:
    clerk = person(Role.STAFF)
    take = begin(clerk, shelves.levels[0].address)
    outside = scan(clerk, take, shelves.levels[1].barcode, shelves.levels[0].id)
    assert tone_of(outside) == "bad"
    assert f'name="at" value="{shelves.levels[0].id}"' in outside


def test_a_scan_of_nothing_is_no_scan(house: House, person: Person, shelves: Shelves) -> None:
    clerk = person(Role.STAFF)
    take = begin(clerk, shelves.room.address)
    assert clerk.submit(f"{take}/scan", {"text": " "}).status_code == 303
    with house.database.read() as session:
        assert session.scalars(select(StockTakeScan)).all() == []


def test_without_scripts_a_scan_leads_back_to_the_field(person: Person, shelves: Shelves) -> None:
    clerk = person(Role.STAFF)
    take = begin(clerk, shelves.room.address)
    there = clerk.submit(f"{take}/scan", {"text": shelves.levels[0].barcode})
    assert there.headers["location"] == f"{take}?at={shelves.levels[0].id}"
    clerk.submit(f"{take}/scan", {"text": barcode_of(shelves.volumes[0])})
    page = clerk.get(there.headers["location"]).text
    assert "在架" in page
    undo = re.search(r"/desk/stock-takes/\w+/scans/\d+/undo", page)
    assert undo
    assert clerk.submit(undo[0]).status_code == 303
    assert "/undo" not in clerk.get(take).text
    assert clerk.get(f"{take}/results/nonsense").status_code == 404


def test_a_hundred_scans_cost_no_more_questions_than_one(
    house: House, person: Person, count_queries: CountQueries
) -> None:
    with house.database.write() as session:
        room = make_room(session)
        volumes = register_volumes(session, count=60)
        moving.move(session, [volume.id for volume in volumes], room, Cause.SHELVED)
    clerk = person(Role.STAFF)
    take = begin(clerk, room.address)
    for volume in volumes[:55]:
        scan(clerk, take, barcode_of(volume))
    for address in (take, f"{take}/results/found", f"{take}/results/missing", "/desk/stock-takes"):
        with count_queries(house.database) as asked:
            assert clerk.get(address).status_code == 200
        assert len(asked) <= MOST_QUERIES, (address, asked)
