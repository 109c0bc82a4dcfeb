"""A program keeps the registers, the places and the donors' links as a clerk does."""

from typing import Any

import pytest

from archive.accounts.models import Role
from archive.accounts.service import change_branch, find_account_by_name
from archive.kernel.house import House
from tests.fixtures.clients import Client, Person
from tests.flows.test_the_interface import V1, log
from tests.flows.test_tokens import make_key


@pytest.fixture
def program(person: Person) -> Client:
    """A program with the administrator's key."""
    worker = person(Role.ADMINISTRATOR)
    secret = make_key(worker)
    worker.cookies.clear()
    worker.headers["Authorization"] = f"Bearer {secret}"
    return worker


def ask(program: Client, method: str, path: str, status: int, **sent: Any) -> Any:
    answer = program.request(method, f"{V1}{path}", **sent)
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


def make_room_of(program: Client) -> str:
    branch = ask(program, "POST", "/branches", 201, json={"code": "WX", "name": "渌口分馆"})
    at = f"/branches/{branch['id']}/rooms"
    room = ask(program, "POST", at, 201, json={"code": "GJ", "name": "古籍室"})
    room_id: str = room["id"]
    return room_id


def test_a_line_is_accepted_in_part_from_a_day_on(program: Client) -> None:
    gift = log(program)
    line = gift["lines"][0]["id"]
    at = f"/donations/{gift['id']}/lines/{line}/decision"
    refused = ask(program, "POST", at, 422, json={"decision": "partly-accepted"})
    assert (refused["error"], refused["field"]) == ("accepted-count", "accepted_count")
    made = {"decision": "partly-accepted", "accepted_count": 1, "decided_on": "2026-03-02"}
    decided = ask(program, "POST", at, 200, json=made)
    assert decided["decision"] == "partly-accepted"
    assert decided["accepted_volume_count"] == 1
    assert decided["decided_on"] == "2026-03-02"
    early = made | {"decided_on": "2026-03-01"}
    assert ask(program, "POST", at, 422, json=early)["field"] == "decided_on"
    assert ask(program, "POST", at, 200, json=early | {"is_confirmed": True})


def test_what_comes_to_a_room_is_numbered_by_its_mask(program: Client) -> None:
    room = make_room_of(program)
    mask = {"mask": "{room}-{seq:04}", "room_id": room}
    ask(program, "PUT", "/registers/masks", 200, json=mask)
    assert ask(program, "GET", "/registers/masks", 200) == [mask | {"kind": None}]
    nowhere = ask(program, "PUT", "/registers/masks", 422, json=mask | {"room_id": "none"})
    assert nowhere["field"] == "room_id"
    gift = log(program, lines=[{"title": "醴陵县志"}])
    at = f"/donations/{gift['id']}"
    line = f"{at}/lines/{gift['lines'][0]['id']}/decision"
    ask(program, "POST", line, 200, json={"decision": "accepted"})
    refused = ask(program, "POST", f"{at}/registration", 422, json={"room_id": "none"})
    assert (refused["error"], refused["field"]) == ("room-unknown", "room_id")
    batch = ask(program, "POST", f"{at}/registration", 201, json={"room_id": room})
    assert batch["first_label"] == "GJ-0001"


def test_a_holding_is_entered_corrected_and_taken_out(program: Client) -> None:
    holding = {"title": "周易注疏", "volume_count": 2, "volume_labels": ["上册"]}
    wrong = ask(program, "POST", "/holdings", 422, json=holding)
    assert wrong["field"] == "volume_labels"
    holding["volume_labels"] = ["上册", "下册"]
    batch = ask(program, "POST", "/holdings", 201, json=holding)
    entry = {"kind": "item", "entry": batch["first_label"], "was": "周易", "is_now": "周易注疏"}
    ask(program, "POST", "/registers/corrections", 422, json=entry | {"why": ""})
    made = ask(program, "POST", "/registers/corrections", 201, json=entry | {"why": "漏写"})
    listed = f"/registers/corrections?kind=item&entry={batch['first_label']}"
    assert ask(program, "GET", listed, 200) == [made]
    numbers = {"numbers": [batch["first_label"]]}
    seen = ask(program, "POST", "/registers/withdrawals/preview", 200, json=numbers)
    assert [volume["label"] for volume in seen["volumes"]] == ["上册"]
    asked = numbers | {"reason": "lost", "approval": "馆发〔2026〕3号", "confirmation": "好"}
    refused = ask(program, "POST", "/registers/withdrawals", 422, json=asked)
    assert refused["field"] == "confirmation"
    asked["confirmation"] = seen["confirmation"]
    (number,) = ask(program, "POST", "/registers/withdrawals", 201, json=asked)
    (row,) = ask(program, "GET", "/registers/withdrawals", 200)
    assert (row["number"], row["label"]) == (number, batch["first_label"])


def test_a_month_is_closed_once(program: Client) -> None:
    for wrong in ("", "2026-13", "January"):
        refused = ask(program, "POST", "/registers/months", 422, json={"month": wrong})
        assert (refused["error"], refused["field"]) == ("month-unreadable", "month")
    made = ask(program, "POST", "/registers/months", 201, json={"month": "2019-01"})
    assert ask(program, "GET", "/registers/months", 200) == [made]
    again = ask(program, "POST", "/registers/months", 409, json={"month": "2019-01"})
    assert again["error"] == "month-closed-before"
    coming = ask(program, "POST", "/registers/months", 409, json={"month": "9998-01"})
    assert coming["error"] == "month-not-over"


def test_places_are_added_in_a_room(program: Client) -> None:
    room = make_room_of(program)
    assert room in {each["id"] for each in ask(program, "GET", "/rooms", 200)}
    run = {"first": 1, "last": 2, "inner": 3}
    made = ask(program, "POST", f"/places/{room}/range", 201, json=run)
    assert [place["steps"][-1]["code"] for place in made] == ["01", "02"]
    case = ask(program, "POST", f"/places/{room}/named", 201, json={"code": "A", "label": "展柜"})
    assert ask(program, "GET", f"/places/{case['id']}", 200) == case
    assert len(ask(program, "GET", f"/places/{room}/inside", 200)) == 2 + 2 * 3 + 1


def test_who_works_for_one_branch_adds_nothing_to_another(
    program: Client, person: Person, house: House
) -> None:
    room = make_room_of(program)
    own = ask(program, "POST", "/branches", 201, json={"code": "YS", "name": "渔市分馆"})
    clerk = person(Role.STAFF)
    with house.database.write() as session:
        change_branch(session, find_account_by_name(session, "staff").id, own["id"])
    clerk.headers["Authorization"] = f"Bearer {make_key(clerk)}"
    for path, sent in (
        ("/branches", {"code": "QT", "name": "其他"}),
        (f"/places/{room}/range", {"first": 1, "last": 2}),
        (f"/places/{room}/named", {"code": "A"}),
    ):
        refused = ask(clerk, "POST", path, 403, json=sent)
        assert refused["error"] == "place-of-other-branch"
    gift = log(clerk, lines=[{"title": "醴陵县志"}])
    at = f"/donations/{gift['id']}/registration"
    assert ask(clerk, "POST", at, 403, json={"room_id": room})["error"] == "entry-of-other-branch"


def test_a_donor_gets_a_link_that_is_renewed_and_revoked(program: Client) -> None:
    donor = ask(program, "POST", "/donors", 201, json={"name": "李立"})
    at = f"/donors/{donor['id']}/link"
    assert ask(program, "GET", at, 200) == {"has_link": False}
    first = ask(program, "POST", at, 201)["address"]
    second = ask(program, "POST", at, 201)["address"]
    assert ask(program, "GET", at, 200) == {"has_link": True}
    paths = [f"/gifts/{address.rpartition('/')[2]}" for address in (first, second)]
    assert [program.get(path).status_code for path in paths] == [404, 200]
    ask(program, "DELETE", at, 204)
    assert program.get(paths[1]).status_code == 404
    assert ask(program, "GET", "/donors/nobody/link", 404)
    assert ask(program, "DELETE", "/donors/nobody/link", 404)


def test_donors_are_listed_in_parts(program: Client) -> None:
    made = [
        ask(program, "POST", "/donors", 201, json={"name": name}) for name in ("甲", "乙", "丙")
    ]
    parts = [ask(program, "GET", f"/donors?limit=2&offset={offset}", 200) for offset in (0, 2)]
    assert [len(part) for part in parts] == [2, 1]
    assert {donor["id"] for part in parts for donor in part} == {donor["id"] for donor in made}


def test_the_roll_of_honour_names_who_agreed(program: Client) -> None:
    log(program)
    assert ask(program, "GET", "/roll", 200) == []
    assert ask(program, "GET", "/roll?year=2026", 200) == []
