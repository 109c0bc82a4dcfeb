"""A program does at /api/v1 what a clerk does at the desk."""

from typing import Any

import pytest

from archive.accounts.models import Role
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from tests.fixtures.clients import Client, Person
from tests.flows.test_batch_edits import perform_all
from tests.flows.test_tokens import make_key

V1 = "/api/v1"
GIFT = {
    "donor_name": "张毓鋆",
    "received_on": "2026-03-02",
    "lines": [
        {
            "title": "醴陵县志",
            "date_text": "清同治十年",
            "material": "gazetteer",
            "volume_count": 2,
        },
        {"title": "渌江书院讲义"},
    ],
}


@pytest.fixture
def program(person: Person) -> Client:
    """A program with a clerk's key."""
    worker = person(Role.STAFF)
    secret = make_key(worker)
    worker.cookies.clear()
    worker.headers["Authorization"] = f"Bearer {secret}"
    return worker


def log(program: Client, **changes: Any) -> dict[str, Any]:
    answer = program.post(f"{V1}/donations", json=GIFT | changes)
    assert answer.status_code == 201, answer.text
    logged: dict[str, Any] = answer.json()
    return logged


def test_a_gift_goes_from_the_counter_to_the_registers(program: Client) -> None:
    gift = log(program)
    first, second = gift["lines"]
    at = f"{V1}/donations/{gift['id']}"
    decided = program.post(f"{at}/lines/{first['id']}/decision", json={"decision": "accepted"})
    assert decided.json()["decision"] == "accepted"
    nameless = program.post(f"{at}/lines/{second['id']}/decision", json={"decision": "declined"})
    assert nameless.status_code == 422
    assert nameless.json()["error"] == "decline-reason-missing"
    declined = {"decision": "declined", "reason": "残缺"}
    program.post(f"{at}/lines/{second['id']}/decision", json=declined)
    batch = program.post(f"{at}/registration", json={})
    assert batch.status_code == 201, batch.text
    assert (batch.json()["title_count"], batch.json()["volume_count"]) == (1, 2)
    assert program.get(f"{V1}/registers/summary").json()[0]["id"] == batch.json()["id"]
    assert len(program.get(f"{V1}/registers/individual").json()) == 2
    assert program.get(at).json()["stage"] == "accessioned"


def test_a_request_sent_twice_is_one_gift(program: Client) -> None:
    token = new_id()
    assert log(program, submission=token)["id"] == log(program, submission=token)["id"]


def test_a_step_that_may_not_be_taken_says_why(program: Client) -> None:
    gift = log(program)
    refused = program.post(f"{V1}/donations/{gift['id']}/moves", json={"event": "announce"})
    assert refused.status_code == 409
    assert refused.json()["detail"]


def test_donors_are_found_and_their_contact_is_kept_apart(program: Client) -> None:
    made = program.post(f"{V1}/donors", json={"name": "李立"}).json()
    at = f"{V1}/donors/{made['id']}"
    program.put(f"{at}/contact", json={"phone": "13900001234"})
    assert program.get(f"{at}/contact").json()["phone"] == "13900001234"
    assert "13900001234" not in program.get(at).text
    assert [found["id"] for found in program.get(f"{V1}/donors?q=ll").json()] == [made["id"]]
    assert program.delete(f"{at}/contact").status_code == 204
    assert program.get(f"{at}/contact").json()["phone"] == ""


def test_what_is_like_it_is_told_with_reasons(program: Client) -> None:
    log(program)
    like = program.get(f"{V1}/likeness?title=醴陵縣志&date_text=1871").json()
    assert like[0]["verdict"]["reasons"][0] == "same-title"


def test_a_batch_edit_is_previewed_done_and_undone(program: Client, house: House) -> None:
    lines = [line["id"] for line in log(program)["lines"]]
    asked = {"kind": "donation-line", "record_ids": lines, "changes": {"material": "map"}}
    assert len(program.post(f"{V1}/batch-edits/preview", json=asked).json()["items"]) == 2
    batch = program.post(f"{V1}/batch-edits", json=asked).json()
    at = f"{V1}/batch-edits/{batch['id']}"
    perform_all(house)
    assert program.get(at).json()["state"] == "applied"
    program.post(f"{at}/undo")
    perform_all(house)
    assert {item["state"] for item in program.get(f"{at}/items").json()} == {"undone"}


def test_what_is_wrong_is_named(program: Client) -> None:
    wrongs: tuple[dict[str, Any], ...] = (
        {"received_on": "someday"},
        {"lines": []},
        {"lines": [{"title": "甲", "volume_count": -1}]},
        {"donor_name": ""},
    )
    for wrong in wrongs:
        answer = program.post(f"{V1}/donations", json=GIFT | wrong)
        assert answer.status_code == 422, wrong
        assert answer.json()["detail"]
    assert program.post(f"{V1}/donations", json=GIFT | {"donor_id": "nobody"}).status_code == 404


def test_every_part_is_described(program: Client) -> None:
    described = program.get("/api/openapi.json").json()
    paths = {path for path in described["paths"] if path.startswith(V1)}
    assert f"{V1}/donations/{{donation_id}}/moves" in paths
    for path in paths:
        for method, operation in described["paths"][path].items():
            assert operation.get("description"), f"{method} {path}"
            assert "401" in operation["responses"], f"{method} {path}"


def test_readers_have_no_business_here(person: Person) -> None:
    assert person(Role.READER).get(f"{V1}/donors").status_code == 403


def test_what_a_program_does_not_send_of_a_line_stays(program: Client) -> None:
    gift = log(program, lines=[{"title": "醴陵县志", "condition": "虫蛀", "value_cents": 5000}])
    (line,) = gift["lines"]
    at = f"{V1}/donations/{gift['id']}/lines/{line['id']}"
    answer = program.patch(at, json={"title": "醴陵縣志"})
    assert answer.status_code == 200, answer.text
    assert answer.json() == line | {"title": "醴陵縣志"}
    assert program.patch(at, json={"value_cents": None}).json()["value_cents"] is None
    assert program.patch(at, json={"title": ""}).status_code == 422
    elsewhere = log(program)["id"]
    wrong = f"{V1}/donations/{elsewhere}/lines/{line['id']}"
    assert program.patch(wrong, json={"title": "x"}).status_code == 404
