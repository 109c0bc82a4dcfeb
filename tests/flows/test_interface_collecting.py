"""A program asks, follows leads, agrees, issues papers and reports through /api/v1."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from archive.accounts.models import Role
from archive.accounts.service import change_branch, find_account_by_name
from archive.kernel.house import House
from tests.factories.places import make_room
from tests.fixtures.clients import Client, Person
from tests.flows.test_the_interface import V1, log
from tests.flows.test_tokens import make_key

PHONE = "13900001234"
SCAN = b"%PDF-1.4\nsigned"


@pytest.fixture
def program(person: Person) -> Client:
    """A program with a clerk's key."""
    worker = person(Role.STAFF)
    secret = make_key(worker)
    worker.cookies.clear()
    worker.headers["Authorization"] = f"Bearer {secret}"
    return worker


def made(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def open_campaign(program: Client, name: str = "古旧书籍展") -> dict[str, Any]:
    opened = {"name": name, "starts_on": "2026-03-01", "place": "文化馆"}
    return made(program.post(f"{V1}/campaigns", json=opened))


def accept_all(program: Client, gift: dict[str, Any]) -> None:
    for line in gift["lines"]:
        at = f"{V1}/donations/{gift['id']}/lines/{line['id']}/decision"
        assert program.post(at, json={"decision": "accepted"}).status_code == 200


def test_a_campaign_is_opened_and_counted_and_closed(program: Client) -> None:
    campaign = open_campaign(program)
    at = f"{V1}/campaigns/{campaign['id']}"
    taken = program.post(f"{V1}/campaigns", json={"name": "古旧书籍展", "starts_on": "2026-03-02"})
    assert (taken.status_code, taken.json()["error"]) == (422, "campaign-name-taken")
    changed = {"name": "古旧书籍展", "starts_on": "2026-03-01", "ends_on": "2026-02-01"}
    assert program.put(at, json=changed).json()["field"] == "ends_on"
    accept_all(program, log(program, campaign_id=campaign["id"]))
    harvest = program.get(f"{at}/harvest").json()
    assert harvest["donation_count"] == 1
    assert (harvest["kept"]["titles"], harvest["kept"]["volumes"]) == (2, 3)
    assert program.post(f"{at}/close").json()["closed_at"]
    assert program.get(f"{V1}/campaigns?only_open=true").json() == []
    assert program.post(f"{at}/reopen").json()["closed_at"] is None
    assert [each["id"] for each in program.get(f"{V1}/campaigns").json()] == [campaign["id"]]


def test_a_lead_is_followed_until_it_is_a_gift(program: Client) -> None:
    campaign = open_campaign(program)
    lead = made(
        program.post(
            f"{V1}/leads",
            json={
                "subject": "老照片一箱",
                "donor_name": "李立",
                "phone": PHONE,
                "next_step": "上门看",
                "next_step_on": "2099-01-02",
                "campaign_id": campaign["id"],
            },
        )
    )
    at = f"{V1}/leads/{lead['id']}"
    assert PHONE not in program.get(at).text
    contact = program.get(f"{V1}/donors/{lead['donor']['id']}/contact").json()
    assert contact["phone"] == PHONE
    assert program.post(f"{at}/snooze", json={"until": "2000-01-01"}).json()["field"] == "until"
    put_off = program.post(f"{at}/snooze", json={"until": "2099-02-03"}).json()
    assert put_off["next_step_on"] == "2099-02-03"
    step = {"done": "看过了", "then": "签意向", "then_on": "2099-03-01"}
    assert program.post(f"{at}/step", json=step).json()["next_step"] == "签意向"
    assert program.post(f"{at}/drop", json={"reason": "不捐了"}).json()["outcome"] == "dropped"
    assert program.get(f"{V1}/leads?outcome=open").json() == []
    assert program.post(f"{at}/reopen").json()["outcome"] == "open"
    gift = made(program.post(f"{at}/convert"))
    assert gift["stage"] == "intent"
    assert gift["campaign_id"] == campaign["id"]
    assert program.post(f"{at}/convert").status_code == 409


def test_who_is_named_must_be_known(program: Client) -> None:
    lead = {"subject": "家谱"}
    for field in ("donor_id", "campaign_id", "branch_id"):
        answer = program.post(f"{V1}/leads", json=lead | {field: "0123456789bc"})
        assert answer.status_code == 404, field
    campaign = {"name": "展", "starts_on": "2026-03-01", "branch_id": "0123456789bc"}
    assert program.post(f"{V1}/campaigns", json=campaign).status_code == 404
    assert program.get(f"{V1}/campaigns").json() == []


def test_an_agreement_is_drafted_signed_and_its_scan_kept(program: Client) -> None:
    gift = log(program)
    accept_all(program, gift)
    at = f"{V1}/donations/{gift['id']}/agreements"
    wordless = program.post(at, json={"attribution": "as-worded"})
    assert (wordless.status_code, wordless.json()["field"]) == (422, "credit_text")
    draft = made(program.post(at, json={"network_scope": "on-premises"}))
    one = f"{at}/{draft['id']}"
    missing = program.get(f"{one}/scan")
    assert (missing.status_code, missing.json()["error"]) == (404, "agreement-scan-missing")
    assert program.post(f"{one}/scan", content=b"GIF89a").json()["error"] == "agreement-scan-type"
    assert made(program.post(f"{one}/scan", content=SCAN))["scan_type"] == "application/pdf"
    assert program.get(f"{one}/scan").content == SCAN
    future = {"signed_on": "2099-01-01", "signed_by": "张毓鋆"}
    assert program.post(f"{one}/sign", json=future).json()["error"] == "signed-in-future"
    signing = {"signed_on": "2026-03-02", "signed_by": "张毓鋆"}
    assert program.post(f"{one}/sign", json=signing).json()["state"] == "signed"
    assert program.post(f"{one}/sign", json=signing).status_code == 409
    assert program.post(f"{one}/confirm").status_code == 200
    assert [each["version"] for each in program.get(at).json()] == [1]
    assert program.get(f"{V1}/donations/{gift['id']}").json()["stage"] == "agreed"


def test_a_paper_is_issued_once_and_fetched_as_both_files(program: Client) -> None:
    gift = log(program)
    at = f"{V1}/donations/{gift['id']}"
    early = program.post(f"{at}/papers", json={"kind": "thanks"})
    assert (early.status_code, early.json()["error"]) == (409, "nothing-to-tell")
    accept_all(program, gift)
    kinds = {
        each["kind"]: each["can_be_issued"] for each in program.get(f"{at}/paper-kinds").json()
    }
    assert kinds["thanks"]
    assert not kinds["decline"]
    paper = made(program.post(f"{at}/papers", json={"kind": "thanks"}))
    assert made(program.post(f"{at}/papers", json={"kind": "thanks"}))["id"] == paper["id"]
    again = made(program.post(f"{at}/papers", json={"kind": "thanks", "note": "原件遗失"}))
    assert again["number"] != paper["number"]
    assert [each["id"] for each in program.get(f"{at}/papers").json()] == [again["id"], paper["id"]]
    assert program.get(f"{at}/papers/{paper['id']}.pdf?why=补印").content.startswith(b"%PDF-")
    word = program.get(f"{at}/papers/{paper['id']}.docx").content
    assert "word/document.xml" in ZipFile(BytesIO(word)).namelist()
    prints = program.get(f"{at}/papers/{paper['id']}/prints").json()
    assert [(each["file_kind"], each["why"]) for each in prints] == [("pdf", "补印"), ("docx", "")]
    other = log(program)["id"]
    assert program.get(f"{V1}/donations/{other}/papers/{paper['id']}.pdf").status_code == 404


def test_what_came_is_reported_with_the_lines_behind_it(program: Client) -> None:
    gift = log(program)
    accept_all(program, gift)
    today = program.get(f"{V1}/reports").json()["question"]["as_of"]
    asked = f"first=1900-01-01&last={today}"
    report = program.get(f"{V1}/reports?{asked}&rows=material&columns=mode").json()
    assert (report["total"]["titles"], report["total"]["volumes"]) == (2, 3)
    assert {row["key"]: row["total"]["volumes"] for row in report["rows"]} == {
        "gazetteer": 2,
        "other": 1,
    }
    assert report["rows"][0]["name"] == "方志"
    assert report["rows"][0]["cells"]["donation"]["volumes"] == 2
    lines = program.get(f"{V1}/reports/lines?{asked}&material=gazetteer").json()
    assert lines["count"] == 1
    assert lines["lines"][0]["title"] == "醴陵县志"
    backlog = program.get(f"{V1}/reports/backlog").json()
    assert [(each["stage"], each["count"]) for each in backlog] == [("decided", 1)]
    standing = program.get(f"{V1}/reports/backlog/decided").json()
    assert [each["number"] for each in standing] == [gift["number"]]
    donors = program.get(f"{V1}/reports/donors?{asked}").json()
    assert [each["donor"]["name"] for each in donors] == ["张毓鋆"]
    year = program.get(f"{V1}/reports/years/{today[:4]}").json()
    assert "2 种 3 册" in year["sentence"]
    assert year["splits"]["mode"][0]["name"] == "捐赠"


def test_the_report_of_a_year_is_fetched_as_files(program: Client) -> None:
    at = f"{V1}/reports/years/2018/report"
    assert program.get(f"{at}.pdf").content.startswith(b"%PDF-")
    assert program.get(f"{at}.xlsx").content.startswith(b"PK")
    assert program.get(f"{V1}/reports/years/18").json()["error"] == "no-such-year"


def test_a_question_that_cannot_be_read_is_refused(program: Client) -> None:
    for asked in ("first=someday", "period=2018-13", "rows=colour", "measure=weight"):
        answer = program.get(f"{V1}/reports?{asked}")
        assert answer.status_code == 422, asked
        assert answer.json()["detail"]
    assert program.get(f"{V1}/reports/backlog/nowhere").status_code == 422


def test_a_program_of_one_branch_changes_no_gift_of_another(program: Client, house: House) -> None:
    with house.database.write() as session:
        home = make_room(session, "地方文献室", "DF").room.branch.id
        away = make_room(session, "地方文献室", "DF", ("XH", "星海明筑分馆")).room.branch.id
    ours, theirs = log(program, branch_id=home), log(program, branch_id=away)
    with house.database.write() as session:
        change_branch(session, find_account_by_name(session, "staff").id, home)
    assert program.post(f"{V1}/donations/{ours['id']}/agreements", json={}).status_code == 201
    there = f"{V1}/donations/{theirs['id']}"
    assert program.get(f"{there}/papers").status_code == 200
    assert program.post(f"{there}/agreements", json={}).status_code == 403
    assert program.post(f"{there}/papers", json={"kind": "receipt"}).status_code == 403
