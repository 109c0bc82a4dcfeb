"""A program merges donors, parts them again, and looks after deposits."""

from typing import Any

import pytest

from archive.accounts.models import Role
from archive.accounts.service import change_branch, find_account_by_name
from archive.kernel.house import House
from tests.factories.places import make_room
from tests.fixtures.clients import Client, Person
from tests.flows.test_the_interface import V1, log
from tests.flows.test_tokens import make_key


@pytest.fixture
def program(person: Person) -> Client:
    """A program with the key of one who may decide."""
    worker = person(Role.STAFF)
    secret = make_key(worker)
    worker.cookies.clear()
    worker.headers["Authorization"] = f"Bearer {secret}"
    return worker


def two_of_a_name(program: Client) -> tuple[dict[str, Any], dict[str, Any]]:
    return log(program, donor_name="丁家驹"), log(program, donor_name="丁家驹")


def test_two_records_of_one_donor_become_one_and_two_again(program: Client) -> None:
    kept, other = (gift["donor"]["id"] for gift in two_of_a_name(program))
    at = f"{V1}/donors/{kept}"
    (suspect,) = program.get(f"{at}/suspects").json()
    assert (suspect["donor"]["id"], suspect["reasons"]) == (other, ["name"])
    preview = program.get(f"{at}/merges/preview?merged_id={other}").json()
    assert (preview["donation_count"], preview["line_count"]) == (1, 2)
    nothing_said = program.post(f"{at}/merges", json={"merged_id": other, "why": " "})
    assert nothing_said.status_code == 422
    merge = program.post(f"{at}/merges", json={"merged_id": other, "why": "同一人"})
    assert merge.status_code == 201, merge.text
    assert [each["id"] for each in program.get(f"{at}/merges").json()] == [merge.json()["id"]]
    assert len(program.get(f"{V1}/donations?donor_id={kept}").json()) == 2
    twice = program.post(f"{at}/merges", json={"merged_id": other, "why": "同一人"})
    assert twice.status_code == 409
    parted = program.post(f"{at}/merges/{merge.json()['id']}/split", json={"why": "并非一人"})
    assert parted.json()["id"] == other
    assert program.get(f"{at}/merges").json() == []
    assert len(program.get(f"{V1}/donations?donor_id={kept}").json()) == 1
    again = program.post(f"{at}/merges/{merge.json()['id']}/split", json={"why": "并非一人"})
    assert again.status_code == 409


def test_a_merge_of_another_record_is_not_found_here(program: Client) -> None:
    kept, other = (gift["donor"]["id"] for gift in two_of_a_name(program))
    asked = {"merged_id": other, "why": "同一人"}
    merge = program.post(f"{V1}/donors/{kept}/merges", json=asked).json()
    elsewhere = log(program)["donor"]["id"]
    at = f"{V1}/donors/{elsewhere}/merges/{merge['id']}/split"
    assert program.post(at, json={"why": "并非一人"}).status_code == 404
    assert program.get(f"{V1}/donors/nobody/merges").status_code == 404


def test_no_gift_of_another_branch_is_given_away(program: Client, house: House) -> None:
    with house.database.write() as session:
        home = make_room(session, "地方文献室", "DF").room.branch.id
        away = make_room(session, "地方文献室", "DF", ("XH", "星海明筑分馆")).room.branch.id
    kept, other = log(program, branch_id=home), log(program, branch_id=away)
    with house.database.write() as session:
        change_branch(session, find_account_by_name(session, "staff").id, home)
    asked = {"merged_id": other["donor"]["id"], "why": "同一人"}
    answer = program.post(f"{V1}/donors/{kept['donor']['id']}/merges", json=asked)
    assert (answer.status_code, answer.json()["error"]) == (403, "other-branch")


def deposit(program: Client) -> str:
    gift = log(program)
    line = f"{V1}/donations/{gift['id']}/lines/{gift['lines'][0]['id']}"
    decided = program.post(f"{line}/decision", json={"decision": "deposited"})
    assert decided.status_code == 200, decided.text
    return line


def titles(program: Client, standing: str = "held") -> list[str]:
    rows = program.get(f"{V1}/deposits?standing={standing}").json()
    return [row["line"]["title"] for row in rows]


def test_a_deposit_has_a_term_and_is_given_back(program: Client) -> None:
    line = deposit(program)
    assert titles(program) == ["醴陵县志"]
    termed = program.put(f"{line}/deposit-term", json={"until": "2031-12-31"})
    assert termed.json()["deposit_until"] == "2031-12-31"
    assert program.put(f"{line}/deposit-term", json={}).status_code == 422
    assert program.post(f"{line}/return", json={"why": " "}).json()["field"] == "why"
    given_back = program.post(f"{line}/return", json={"why": "寄存期满"})
    assert given_back.status_code == 200, given_back.text
    assert (titles(program), titles(program, "returned")) == ([], ["醴陵县志"])
    assert program.post(f"{line}/return", json={"why": "寄存期满"}).status_code == 409
    assert program.post(f"{line}/return/undo", json={"why": "误登"}).status_code == 200
    assert titles(program) == ["醴陵县志"]


def test_a_line_of_another_gift_is_no_deposit_of_this_one(program: Client) -> None:
    line, other = deposit(program), log(program)["id"]
    astray = f"{V1}/donations/{other}/lines/{line.rsplit('/', 1)[1]}"
    assert program.post(f"{astray}/return", json={"why": "寄存期满"}).status_code == 404
