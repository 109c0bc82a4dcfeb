"""The code of a web page, and dates that no document can bear: refused at every door by name."""

from typing import Any

import pytest

from archive.accounts.models import Role
from archive.kernel.house import House
from tests.fixtures.clients import Client, Person
from tests.flows.test_bad_input_at_the_desk import SCRIPT, nothing_kept
from tests.flows.test_the_interface import GIFT, V1, log
from tests.flows.test_tokens import make_key

IMPOSSIBLE = ("咸豐十二年", "1953年2月30日", "2023年2月29日")


@pytest.fixture
def program(person: Person) -> Client:
    """A program with a clerk's key."""
    worker = person(Role.STAFF)
    secret = make_key(worker)
    worker.cookies.clear()
    worker.headers["Authorization"] = f"Bearer {secret}"
    return worker


def line(**changes: str) -> dict[str, Any]:
    return {"title": "渌江志", **changes}


@pytest.mark.parametrize(
    ("path", "sent", "field"),
    [
        ("donations", GIFT | {"lines": [line(title=SCRIPT)]}, "lines.0.title"),
        ("donations", GIFT | {"lines": [line(), line(author=SCRIPT)]}, "lines.1.author"),
        ("donations", GIFT | {"donor_name": SCRIPT}, "donor_name"),
        ("donations", GIFT | {"lines": [line(volume_count="三")]}, "lines.0.volume_count"),
        ("donations", GIFT | {"received_on": "2026-02-30"}, "received_on"),
        ("donations", {name: GIFT[name] for name in ("donor_name", "lines")}, "received_on"),
        ("donors", {"name": SCRIPT}, "name"),
        ("leads", {"subject": "族谱", "told_by": SCRIPT}, "told_by"),
        ("leads", {"subject": SCRIPT}, "subject"),
        ("campaigns", {"name": SCRIPT, "starts_on": "2026-11-01"}, "name"),
    ],
)
def test_a_program_is_told_which_field_is_wrong(
    house: House, program: Client, path: str, sent: dict[str, Any], field: str
) -> None:
    with nothing_kept(house):
        answer = program.post(f"{V1}/{path}", json=sent)
    assert answer.status_code == 422, answer.text
    assert answer.json()["field"] == field
    assert answer.json()["detail"]


@pytest.mark.parametrize("date_text", IMPOSSIBLE)
def test_a_program_enters_no_date_that_cannot_be(
    house: House, program: Client, date_text: str
) -> None:
    gift = log(program)
    known = f"{V1}/donations/{gift['id']}/lines/{gift['lines'][0]['id']}"
    with nothing_kept(house):
        new = program.post(f"{V1}/donations", json=GIFT | {"lines": [line(date_text=date_text)]})
        changed = program.patch(known, json={"date_text": date_text})
    for answer in (new, changed):
        assert (answer.status_code, answer.json()["error"]) == (422, "impossible-date")
        assert answer.json()["field"] == "date_text"


@pytest.mark.parametrize("title", ["甲<乙", "<存>丁氏族谱", "a < b", "《<1949>》"])
def test_a_bracket_alone_is_no_code(program: Client, title: str) -> None:
    assert log(program, lines=[line(title=title)])["lines"][0]["title"] == title


def test_a_date_that_may_mean_several_years_is_kept_as_written(program: Client) -> None:
    (kept,) = log(program, lines=[line(date_text="辛亥年")])["lines"]
    assert (kept["date_text"], kept["year_from"]) == ("辛亥年", None)


def test_who_brings_no_key_is_told_so_and_who_brings_a_cookie_needs_a_token(
    person: Person,
) -> None:
    stranger, clerk = person(None), person(Role.STAFF)
    stranger.cookies.clear()
    assert stranger.post(f"{V1}/donations", json=GIFT).status_code == 401
    forged = clerk.post(f"{V1}/donations", json=GIFT)
    assert (forged.status_code, forged.json()["error"]) == (403, "forged-request")


@pytest.mark.parametrize("told", [{"subject": SCRIPT}, {"subject": "族谱", "told_by": SCRIPT}])
def test_a_lead_holds_no_code(house: House, person: Person, told: dict[str, str]) -> None:
    clerk = person(Role.STAFF)
    with nothing_kept(house):
        answer = clerk.submit("/desk/leads", told)
    (wrong,) = (name for name, value in told.items() if value == SCRIPT)
    assert answer.status_code == 422
    assert f'id="field-{wrong}-error"' in answer.text


def test_a_batch_edit_writes_neither(house: House, program: Client) -> None:
    gift = log(program)
    ids = [each["id"] for each in gift["lines"]]
    asked = {"kind": "donation-line", "record_ids": ids}
    for changes in ({"author": SCRIPT}, {"date_text": "咸豐十二年"}):
        with nothing_kept(house):
            answer = program.post(f"{V1}/batch-edits", json=asked | {"changes": changes})
        (name,) = changes
        assert (answer.status_code, answer.json()["field"]) == (422, f"new-{name}"), answer.text
