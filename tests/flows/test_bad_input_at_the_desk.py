"""What nobody should type: told at its place, in words, and nothing of it is kept by halves."""

import html
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from httpx2 import Response
from sqlalchemy import func, select

from archive.accounts.models import Role
from archive.donations.models import DonationLine
from archive.donations.schemas import NewLine
from archive.donors.models import Donor
from archive.donors.schemas import Contact, NewDonor
from archive.kernel import journal
from archive.kernel.database import Base
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from tests.factories.gifts import make_donation
from tests.factories.people import OPERATOR
from tests.fixtures.clients import Client, Person
from tests.flows.house_doors import GUARDED, OPEN_TO_ALL, UNSAFE
from tests.flows.test_the_desk import a_gift, lines_on, log

PAGE = {"Accept": "text/html"}
TOO_LONG = "志" * 10_000
ENDLESS = "9" * 400
SCRIPT = "<script>alert('方志')</script>"
ATTRIBUTE = "\"><img src=x onerror=alert('方志')>"
CONTROLS = "醴\x00陵\x1b[2J县\x07志\x7f\x85\u202e"
# Of the visit itself: that somebody is signed in, or was not let in.
OF_THE_VISIT = frozenset({"sign_in_sessions", "sign_in_attempts"})


def counts(house: House) -> dict[str, int]:
    """Return how many rows each table holds."""
    with house.database.read() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name not in OF_THE_VISIT
        }


@contextmanager
def nothing_kept(house: House) -> Iterator[None]:
    """Fail if the block leaves a row in any table, or takes one away."""
    before = counts(house)
    yield
    assert counts(house) == before


@pytest.fixture
def clerk(person: Person) -> Client:
    return person(Role.STAFF)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("received_on", "2026-02-30"),
        ("received_on", "咸豐十二年"),
        ("received_on", "9999-12-31"),
        ("received_on", "0202-03-02"),
        ("received_on", ENDLESS),
        ("donor_name", ""),
        ("donor_name", TOO_LONG),
        ("donor_kind", "robot"),
        ("phone", TOO_LONG),
        ("note", TOO_LONG),
    ],
)
def test_what_is_wrong_around_the_list_is_told_at_its_field(
    house: House, clerk: Client, field: str, wrong: str
) -> None:
    with nothing_kept(house):
        answer = clerk.submit("/desk/donations/new", a_gift(**{field: wrong}))
    assert_told(answer, field)


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("title", TOO_LONG),
        ("author", TOO_LONG),
        ("date_text", TOO_LONG),
        ("note", TOO_LONG),
        ("volume_count", "-1"),
        ("volume_count", "0"),
        ("volume_count", "1.5"),
        ("volume_count", "NaN"),
        ("volume_count", "1e9"),
        ("volume_count", ENDLESS),
        ("volume_count", SCRIPT),
    ],
)
def test_what_is_wrong_in_a_row_is_told_in_that_row(
    house: House, clerk: Client, column: str, wrong: str
) -> None:
    good = a_gift()[f"line_{column}"]
    assert isinstance(good, list)
    cells = [good[0], wrong, *good[2:]]
    with nothing_kept(house):
        answer = clerk.submit("/desk/donations/new", a_gift(**{f"line_{column}": cells}))
    assert_told(answer, f"line_{column}-1")
    assert f'id="field-line_{column}-0-error"' not in answer.text


def assert_told(answer: Response, field: str) -> None:
    """Fail unless a sentence stands at the field, and above it a way there."""
    assert answer.status_code == 422, answer.text
    assert f'id="field-{field}-error"' in answer.text
    assert f'href="#field-{field}"' in answer.text


@pytest.mark.parametrize("text", [SCRIPT, ATTRIBUTE])
def test_markup_is_refused_at_its_field(house: House, clerk: Client, text: str) -> None:
    columns = dict.fromkeys(("title", "author", "date_text", "note"), text)
    rows = {f"line_{column}": ["", text] for column in columns} | {"line_title": ["讲义", text]}
    with nothing_kept(house):
        answer = clerk.submit("/desk/donations/new", a_gift(donor_name=text, note=text, **rows))
    for field in ("donor_name", "note", *(f"line_{column}-1" for column in columns)):
        assert_told(answer, field)
    assert text not in answer.text


@pytest.mark.parametrize("text", [SCRIPT, ATTRIBUTE])
def test_markup_that_came_another_way_is_text_wherever_it_is_shown(
    house: House, clerk: Client, person: Person, text: str
) -> None:
    with house.database.write() as session:
        journal.act_as(session, OPERATOR, house.clock)
        line = NewLine(text, text, text, note=text)
        contact = Contact(text, text, text)
        gift = make_donation(session, line, line, donor=NewDonor(text), contact=contact)
    page = f"/desk/donations/{gift.id}"
    first, second = lines_on(clerk, page)
    refused = clerk.submit(first, {"decision": "declined", "reason": text})
    assert (refused.status_code, text in refused.text) == (422, False)
    clerk.submit(first, {"decision": "accepted", "reason": "完好"})
    clerk.submit(second, {"decision": "declined", "reason": "残缺"})
    clerk.submit(f"{page}/receipt")
    batch = clerk.submit(f"{page}/register", {"submission": new_id()}).headers["location"]
    with house.database.read() as session:
        donor_id = session.scalars(select(Donor.id)).one()
        title_id = session.scalars(select(DonationLine.title_id)).first()
    shown = 0
    paths = [path for method, path in GUARDED if method == "GET" and "{" not in path]
    about = (page, f"{page}/receipt", batch, first, f"/desk/donors/{donor_id}")
    for path in (*paths, *about, f"/desk/titles/{title_id}/edit", f"/search?q={quote(text)}"):
        answer = clerk.get(path, headers=PAGE)
        assert text not in answer.text or "html" not in answer.headers["content-type"], path
        shown += html.escape(text) in answer.text.replace("&#34;", "&quot;").replace(
            "&#39;", "&#x27;"
        )
    pasted = clerk.submit("/desk/donations/new/lines", {"pasted": f"{text}\t{text}\t3册"})
    assert text not in pasted.text
    found = clerk.submit("/desk/donors/suggestions", {"donor_name": text})
    assert text not in found.text
    assert text not in person(None).get("/roll").text
    assert shown > len(about), "it is hardly shown anywhere: is this still what is typed?"


def test_what_no_key_types_is_dropped(house: House, clerk: Client) -> None:
    log(clerk, donor_name=CONTROLS, line_title=[CONTROLS, "讲义", ""])
    with house.database.read() as session:
        kept = [*session.scalars(select(Donor.name)), *session.scalars(select(DonationLine.title))]
    for text in kept:
        assert not {char for char in text if ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0}
    assert any(text.startswith("醴陵") for text in kept)


def test_a_photograph_of_fifty_megabytes_is_refused_in_words(house: House, clerk: Client) -> None:
    large = {"photo": ("老照片.jpg", b"\xff\xd8\xff" + b"\0" * 50_000_000, "image/jpeg")}
    fields = {name: value for name, value in a_gift().items() if isinstance(value, str)}
    with nothing_kept(house):
        answer = clerk.post(
            "/desk/donations/new",
            data={"csrf_token": clerk.token, **fields},
            files=large,
            headers=PAGE,
        )
    assert answer.status_code == 413
    assert "超过了上限" in answer.text


@pytest.mark.parametrize(
    "decision",
    ["", "stolen", "ACCEPTED", "accepted,declined", "partly-accepted", "pending-", SCRIPT, ENDLESS],
)
def test_a_decision_that_is_not_offered_decides_nothing(
    house: House, clerk: Client, decision: str
) -> None:
    first, _ = lines_on(clerk, log(clerk))
    with nothing_kept(house):
        answer = clerk.submit(
            first, {"decision": decision, "reason": "完好", "accepted_count": "-3"}
        )
    assert answer.status_code == 422, answer.text
    assert "<h1" in answer.text


def test_whatever_is_sent_twice_is_kept_once(house: House, clerk: Client) -> None:
    gift = a_gift()
    page = clerk.submit("/desk/donations/new", gift).headers["location"].removesuffix("/logged")
    first, second = lines_on(clerk, page)
    token = new_id()
    errands: list[tuple[str, dict[str, object]]] = [
        ("/desk/donations/new", gift),
        (first, {"decision": "accepted"}),
        (second, {"decision": "declined", "reason": "残缺"}),
        (f"{page}/accept-all", {}),
        (f"{page}/receipt", {}),
        (f"{page}/register", {"submission": token}),
    ]
    for path, fields in errands:
        clerk.submit(path, fields)
        with nothing_kept(house):
            answer = clerk.submit(path, fields)
        assert answer.status_code in {303, 409}, path


@pytest.mark.parametrize("unknown", ["0123456789bc", ENDLESS, "%00", "-1", "..%2f..%2fetc", "志"])
def test_what_is_not_there_is_not_found_and_changes_nothing(
    house: House, person: Person, unknown: str
) -> None:
    administrator = person(Role.ADMINISTRATOR)
    token = administrator.token
    headers = {**PAGE, "X-CSRF-Token": token}
    wrong = []
    with nothing_kept(house):
        for method, path in sorted({*GUARDED, *OPEN_TO_ALL}):
            if "{" not in path or path.startswith(("/language/", "/theme/")):
                continue
            address = "/".join(
                unknown + part.partition("}")[2] if part.startswith("{") else part
                for part in path.split("/")
            )
            answer = administrator.request(method, address, headers=headers, follow_redirects=False)
            if answer.status_code >= 500:
                wrong.append((method, path, answer.status_code))
    assert not wrong


@pytest.mark.parametrize("value", [ENDLESS, "-1", "\x00", "0001-01-01", SCRIPT, "²", "9999-99-99"])
def test_an_address_with_nonsense_behind_it_still_opens(person: Person, value: str) -> None:
    administrator = person(Role.ADMINISTRATOR)
    names = "page q sort state stage idle year first last as_of period rows columns measure kind "
    names += "month day room branch donor campaign offset limit view number text is-kind part then"
    asked = dict.fromkeys(names.split(), value)
    wrong = []
    for method, path in sorted({*GUARDED, *OPEN_TO_ALL}):
        if method not in UNSAFE and "{" not in path:
            answer = administrator.request(
                method, path, params=asked, headers=PAGE, follow_redirects=False
            )
            if answer.status_code >= 500:
                wrong.append((method, path, answer.status_code))
    assert not wrong
