"""A program acts for a person by a key, and a key that was ended opens nothing."""

import re

from archive.accounts.models import Role
from archive.app import create_app
from archive.kernel.house import House
from tests.fixtures.clients import Client, Person

ASKED = "/api/v1/donors"


def make_key(worker: Client) -> str:
    """Make a key as a person does and return its secret."""
    shown = worker.submit("/accounts/tokens", {"label": "年报脚本"}).text
    found = re.search(r"fz_[\w-]+", shown)
    assert found, shown
    return found.group()


def test_a_key_opens_the_interface_until_it_is_ended(person: Person, house: House) -> None:
    worker = person(Role.STAFF)
    secret = make_key(worker)
    assert secret not in worker.get("/accounts/tokens").text
    program = Client(create_app(house), base_url="http://testserver")
    key = {"Authorization": f"Bearer {secret}"}
    assert program.get(ASKED).status_code == 401
    assert program.get(ASKED, headers=key).status_code == 200
    made = program.post(ASKED, headers=key, json={"name": "李立"})
    assert made.status_code == 201, made.text
    assert program.get("/desk", headers=key, follow_redirects=False).status_code == 303
    end = re.search(r"/accounts/tokens/\w+/end", worker.get("/accounts/tokens").text)
    assert end
    worker.submit(end.group())
    assert program.get(ASKED, headers=key).status_code == 401


def test_a_wrong_key_is_not_saved_by_a_cookie(person: Person) -> None:
    worker = person(Role.STAFF)
    wrong = {"Authorization": "Bearer fz_wrong"}
    assert worker.get(ASKED).status_code == 200
    assert worker.get(ASKED, headers=wrong).status_code == 401
    forged = worker.post(ASKED, headers=wrong, json={"name": "李立"})
    assert forged.status_code == 401


def test_without_a_key_the_token_against_forgery_is_needed(person: Person) -> None:
    worker = person(Role.STAFF)
    assert worker.post(ASKED, json={"name": "李立"}).status_code == 403


def test_a_key_needs_a_purpose_and_a_worker(person: Person) -> None:
    assert person(Role.STAFF).submit("/accounts/tokens", {"label": " "}).status_code == 422
    assert person(Role.READER).submit("/accounts/tokens", {"label": "x"}).status_code == 403
