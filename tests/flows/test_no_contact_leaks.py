"""Telephone, e-mail and address of a donor leave the desk nowhere; an unnamed one stays unnamed."""

import html
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from urllib.parse import quote, unquote

import httpx2
from httpx2 import Response
from sqlalchemy import String, cast, select

from archive.accessions.models import AccessionBatch
from archive.accounts.models import Role
from archive.documents.models import IssuedDocument
from archive.donors.models import DonorContact
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.kernel.journal import JournalEntry
from tests.factories.secrets import (
    ADDRESS,
    CONTACT,
    CREDIT,
    EMAIL,
    PHONE,
    PRIVATE_NAME,
    UNNAMED,
    make_secrets,
)
from tests.fixtures.clients import PASSWORD, TOKEN, Person
from tests.flows.house_doors import GUARDED, OPEN_TO_ALL

HOW_TO_REACH = (PHONE, PHONE[-8:], f"{PHONE[:3]}-{PHONE[3:7]}-{PHONE[7:]}", EMAIL, ADDRESS)
UNSAID = (*HOW_TO_REACH, UNNAMED)
IN_PRIVATE = (*UNSAID, PRIVATE_NAME)
BESIDE_ROUTERS = ("/healthz", "/api/openapi.json")
ASKED = ("渌江", UNNAMED, PRIVATE_NAME, PHONE, EMAIL, ADDRESS)
HANDED_OUT = ("/desk/registers", "/desk/reports", "/desk/stock-takes")
CHOICES = {
    "language": ["en"],
    "theme": ["dark"],
    "kind": ["missing"],
    "entry_kind": ["batch"],
    "stock_take_id": [],
}
PLACE = re.compile(r"\{(\w+)(?::\w+)?\}")
MOST_BODIES_A_DOOR = 40


def addresses_of(path: str, ids: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the path with everything that may stand in its places; a strange one fails."""
    places = PLACE.findall(path)
    found = []
    for values in product(*(ids[place] for place in places)):
        address = path
        for place, value in zip(places, values, strict=True):
            address = re.sub(rf"\{{{place}(:\w+)?\}}", quote(value, safe=""), address)
        found.append(address)
    return found[:MOST_BODIES_A_DOOR]


def readings(answer: Response) -> Iterator[str]:
    """Yield what an answer says, in every way in which somebody might read it."""
    kind = answer.headers.get("content-type", "")
    yield "\n".join(f"{name}: {unquote(value)}" for name, value in answer.headers.items())
    if "pdf" in kind:
        yield text_of_pdf(answer.content)
    elif answer.content.startswith(b"PK"):
        yield from text_of_package(answer.content)
    elif "json" in kind:
        yield json.dumps(answer.json(), ensure_ascii=False)
    else:
        yield html.unescape(unquote(answer.text))


def text_of_pdf(content: bytes) -> str:
    command = ["pdftotext", "-layout", "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def text_of_package(content: bytes) -> Iterator[str]:
    """Yield the parts of an XLSX, a DOCX or an archive, names and packages inside included."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name)
            yield name
            if part.startswith(b"%PDF"):
                yield text_of_pdf(part)
            elif part.startswith(b"PK"):
                yield from text_of_package(part)
            else:
                yield html.unescape(part.decode(errors="replace"))


def assert_silent(answer: Response, secrets: Sequence[str], asked: str = "") -> None:
    """Fail if an answer says one of ``secrets``, other than by repeating what was asked."""
    for reading in readings(answer):
        for secret in secrets:
            if secret not in asked:
                assert secret not in reading, f"{answer.request.url} says {secret}"


def public_ids(house: House, ids: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return what may stand in the places of public addresses."""
    with house.database.read() as session:
        papers = session.execute(select(IssuedDocument.id, IssuedDocument.number)).all()
    keys = [str(key) for paper in papers for key in paper]
    assert papers
    return {**CHOICES, **ids, "key": keys, "document_id": [paper.id for paper in papers]}


def test_nothing_public_says_how_to_reach_a_donor_or_names_one_who_stays_unnamed(
    house: House, person: Person
) -> None:
    made = make_secrets(house, person)
    ids = public_ids(house, made.ids)
    doors = sorted(path for method, path in OPEN_TO_ALL if method == "GET")
    seen: dict[str, list[int]] = {}
    for visitor in (person(None), person(Role.READER)):
        for path in (*doors, *BESIDE_ROUTERS):
            for address in addresses_of(path, ids):
                answer = visitor.get(address)
                # His own page hands a donor the papers that name him.
                is_own = address.startswith("/gifts/")
                assert_silent(answer, UNSAID if is_own else IN_PRIVATE)
                seen.setdefault(path, []).append(answer.status_code)
        for asked in ASKED:
            assert_silent(visitor.get("/search", params={"q": asked}), IN_PRIVATE, asked)
    blind = {path for path, answers in seen.items() if 200 not in answers}
    assert blind <= {"/welcome"}, f"not one of these was opened: {blind}"
    title_page = person(None).get(f"/titles/{made.book.title_id}").text
    assert CREDIT in title_page
    assert CREDIT in person(None).get("/roll").text


def test_what_registers_and_reports_hand_out_says_how_to_reach_nobody(
    house: House, person: Person
) -> None:
    made = make_secrets(house, person)
    ids = {**CHOICES, **made.ids}
    keeper = person(Role.ADMINISTRATOR)
    with house.database.read() as session:
        entry = session.scalars(select(AccessionBatch.number)).first()
    for method, path in sorted(GUARDED):
        places = set(PLACE.findall(path))
        if method == "GET" and path.startswith(HANDED_OUT) and places <= set(ids):
            for address in addresses_of(path, ids):
                answer = keeper.get(address, params={"entry": entry})
                assert answer.status_code == 200, address
                assert_silent(answer, HOW_TO_REACH)


def test_the_journal_knows_of_no_way_to_reach_a_donor(house: House, person: Person) -> None:
    made = make_secrets(house, person)
    (donor, _) = made.ids["donor_id"]
    made.clerk.submit(f"/desk/donors/{donor}", {"name": UNNAMED, "kind": "person", **moved()})
    made.clerk.submit(f"/desk/donors/{donor}/erase-contact", {"typed_name": UNNAMED})
    with house.database.read() as session:
        assert session.get(DonorContact, donor) is None
        written = [
            f"{before} {after} {why}"
            for before, after, why in session.execute(
                select(
                    cast(JournalEntry.before, String),
                    cast(JournalEntry.after, String),
                    JournalEntry.why,
                )
            )
        ]
    plain = "\n".join(re.sub(r"\\u([0-9a-f]{4})", _character, text) for text in written)
    assert UNNAMED in plain, "the journal is not read as it is written"
    for secret in HOW_TO_REACH:
        assert secret not in plain
        assert f"{secret}9" not in plain


def moved() -> dict[str, str]:
    """Return other ways to reach a donor, which hold the former ones."""
    return {name: f"{value}9" for name, value in CONTACT.items()}


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def test_the_log_of_a_whole_site_tells_of_no_donor(whole_site: str, tmp_path: Path) -> None:
    with httpx2.Client(base_url=whole_site, headers={"Accept": "text/html"}) as clerk:
        account = {"name": "guanzhang", "display_name": "馆长", "password": PASSWORD}
        send(clerk, "/welcome", account)
        gift = {
            "submission": new_id(),
            "donor_name": UNNAMED,
            "donor_kind": "person",
            "received_on": "2020-03-02",
            "line_title": "渌江旧闻",
            "line_volume_count": "1",
            **CONTACT,
        }
        logged = send(clerk, "/desk/donations/new", gift).headers["location"]
        page = logged.removesuffix("/logged")
        again = gift | {"submission": new_id()}
        assert send(clerk, "/desk/donations/new", again).status_code == 422
        found = re.search(r"/desk/donors/(\w{12})", clerk.get(page).text)
        assert found
        for asked in (PHONE, UNNAMED):
            send(clerk, "/desk/donors/suggestions", {"donor_name": asked})
            clerk.get("/desk/donations", params={"q": asked})
            clerk.get("/search", params={"q": asked})
        changed = {"name": UNNAMED, "kind": "person", **moved()}
        assert send(clerk, found.group(), changed).status_code == 303
        send(clerk, found.group(), changed | {"phone": PHONE * 20})
        send(clerk, f"{page}/receipt", {})
        send(clerk, f"{found.group()}/link", {})
        send(clerk, f"{found.group()}/erase-contact", {"typed_name": UNNAMED})
    log = (tmp_path / "log").read_text(errors="replace")
    assert found.group() in log, "the log is not written here"
    for secret in (*HOW_TO_REACH, UNNAMED):
        assert secret not in log
        assert secret.encode("unicode_escape").decode() not in log
        assert quote(secret) not in log


def send(clerk: httpx2.Client, path: str, fields: Mapping[str, str]) -> Response:
    """Post a form with the token of the page that says there is no page."""
    token = TOKEN.search(clerk.get("/no-such-page").text)
    assert token
    return clerk.post(path, data={"csrf_token": token.group(1), **fields})
