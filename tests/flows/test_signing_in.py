"""The door: the first visit, signing in and out, guessing, and who may come in where."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from archive.accounts.models import Role
from archive.accounts.service import create_account, find_account_by_name
from archive.app import create_app
from archive.kernel.clock import FixedClock
from archive.kernel.house import House
from archive.kernel.journal import entries_after
from tests.fixtures.clients import PASSWORD, Client, Person


def test_the_first_visitor_becomes_the_administrator(person: Person, house: House) -> None:
    visitor = person(None)
    assert visitor.get("/sign-in").url.path == "/welcome"
    answer = visitor.submit("/welcome", {"name": "馆长", "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    assert visitor.get("/accounts").status_code == 200
    with house.database.read() as session:
        assert entries_after(session, 0)[0].action == "accounts.account.created"


def test_the_second_visitor_does_not(person: Person) -> None:
    person(Role.READER)
    stranger = person(None)
    assert stranger.get("/welcome").url.path == "/sign-in"
    answer = stranger.submit("/welcome", {"name": "thief", "password": PASSWORD})
    assert answer.headers["location"] == "/sign-in"
    assert "/sign-in" in str(stranger.get("/accounts").url)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "a", "password": PASSWORD}, "field-name"),
        ({"name": "good name", "password": PASSWORD}, "field-name"),
        ({"name": "good", "password": "short"}, "field-password"),
        ({"name": "correct-horse", "password": "correct-horse"}, "field-password"),
        ({"name": "good"}, "field-password"),
    ],
)
def test_a_weak_beginning_is_refused_beside_its_field(
    person: Person, fields: dict[str, str], field: str
) -> None:
    answer = person(None).submit("/welcome", fields)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_what_was_typed_comes_back_but_never_the_password(person: Person) -> None:
    answer = person(None).submit("/welcome", {"name": "editor", "password": "tiny9secr"})
    assert "editor" in answer.text
    assert "tiny9secr" not in answer.text


def test_signing_out_ends_the_session(person: Person) -> None:
    staff = person(Role.STAFF)
    stolen = dict(staff.cookies)
    assert staff.submit("/sign-out").status_code == 303
    staff.cookies.update(stolen)
    assert "/sign-in" in str(staff.get("/accounts", headers={"Accept": "text/html"}).url)


def test_a_session_runs_out(person: Person, house: House) -> None:
    administrator = person(Role.ADMINISTRATOR)
    assert isinstance(house.clock, FixedClock)
    house.clock.advance(dt.timedelta(days=house.settings.session_days, seconds=1))
    assert "/sign-in" in str(administrator.get("/accounts").url)


def test_guessing_is_slowed_and_the_wait_ends(person: Person, house: House) -> None:
    person(Role.STAFF)
    guesser = person(None)
    for _ in range(5):
        assert guesser.submit("/sign-in", {"name": "staff", "password": "no"}).status_code == 401
    right = {"name": "staff", "password": PASSWORD}
    assert guesser.submit("/sign-in", right).status_code == 429
    assert isinstance(house.clock, FixedClock)
    house.clock.advance(dt.timedelta(seconds=2))
    assert guesser.submit("/sign-in", right).status_code == 303


def test_an_unknown_name_is_told_the_same(person: Person) -> None:
    person(Role.STAFF)
    visitor = person(None)
    known = visitor.submit("/sign-in", {"name": "staff", "password": "wrong"})
    unknown = visitor.submit("/sign-in", {"name": "nobody", "password": "wrong"})
    assert known.status_code == unknown.status_code == 401
    assert "用户名或密码不对" in known.text
    assert "用户名或密码不对" in unknown.text


@pytest.mark.parametrize("role", [Role.READER, Role.STAFF, Role.OPERATOR])
def test_only_administrators_manage_accounts(person: Person, role: Role) -> None:
    visitor = person(role)
    assert visitor.get("/accounts").status_code == 403
    answer = visitor.submit("/accounts", {"name": "mine", "password": PASSWORD, "role": "staff"})
    assert answer.status_code == 403


def test_a_form_without_a_token_is_refused(person: Person) -> None:
    person(Role.STAFF)
    answer = person(None).post("/sign-in", data={"name": "staff", "password": PASSWORD})
    assert answer.status_code == 403


def test_nobody_is_sent_to_another_site(person: Person) -> None:
    person(Role.STAFF)
    fields = {"name": "staff", "password": PASSWORD}
    answer = person(None).submit("/sign-in?next=//evil.example/", fields)
    assert answer.headers["location"] == "/desk"


def test_the_administrator_opens_disables_and_enables(person: Person, house: House) -> None:
    administrator = person(Role.ADMINISTRATOR)
    new = {"name": "xiaowang", "display_name": "小王", "password": PASSWORD, "role": "operator"}
    assert administrator.submit("/accounts", new).status_code == 303
    assert administrator.submit("/accounts", new).status_code == 409
    assert "小王" in administrator.get("/accounts").text
    with house.database.read() as session:
        colleague_id = find_account_by_name(session, "xiaowang").id
        own_id = find_account_by_name(session, "administrator").id
    colleague, fields = person(None), {"name": "xiaowang", "password": PASSWORD}
    administrator.submit(f"/accounts/{colleague_id}/disable")
    assert colleague.submit("/sign-in", fields).status_code == 401
    administrator.submit(f"/accounts/{colleague_id}/enable")
    assert colleague.submit("/sign-in", fields).status_code == 303
    assert administrator.submit(f"/accounts/{own_id}/disable").status_code == 409


def test_many_guesses_at_once_are_not_heard_for_nothing(person: Person) -> None:
    person(Role.STAFF)
    guessers = [person(None) for _ in range(8)]
    tokens = [guesser.token for guesser in guessers]

    def guess(place: int) -> int:
        fields = {"csrf_token": tokens[place], "name": "staff", "password": f"guess-{place}"}
        return guessers[place].post("/sign-in", data=fields).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(guess, range(8)))

    assert answers == [401] * 5 + [429] * 3


def test_signing_out_empties_the_browsers_memory(person: Person) -> None:
    answer = person(Role.STAFF).submit("/sign-out")
    assert answer.headers["clear-site-data"] == '"cache"'


@pytest.mark.parametrize(
    ("host", "is_secure"), [("archive.example", True), ("10.0.0.2:8000", False)]
)
def test_the_cookie_stays_on_encrypted_ways(house: House, host: str, *, is_secure: bool) -> None:
    house.settings.base_url = "https://archive.example"
    with house.database.write() as session:
        create_account(session, "reader", PASSWORD, Role.READER)
    client = Client(create_app(house), base_url=f"http://{host}")

    page = client.get("/sign-in")
    field = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert field
    fields = {"csrf_token": field.group(1), "name": "reader", "password": PASSWORD}
    cookie = {"Cookie": page.headers["set-cookie"].partition(";")[0]}
    answer = client.post("/sign-in", data=fields, headers=cookie, follow_redirects=False)

    for set_cookie in (page.headers["set-cookie"], answer.headers["set-cookie"]):
        assert ("Secure" in set_cookie) is is_secure
        assert "HttpOnly" in set_cookie
        assert "samesite=lax" in set_cookie.lower()
