"""Donors whom nobody can mistake, and their gifts at every stage, logged as a clerk logs them."""

import re
from dataclasses import dataclass, field, replace

from archive.accounts.models import Role
from archive.catalogue.queries import find_title
from archive.catalogue.schemas import AccessLevel
from archive.catalogue.service import change_title
from archive.donations import moves, service
from archive.donations.queries import find_donation
from archive.donations.states.events import Event
from archive.donors.models import Donor
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from tests.factories.books import Book, make_modern_book, refresh_index
from tests.factories.people import OPERATOR
from tests.fixtures.clients import Client, Person

PHONE = "13987650321"
EMAIL = "wushuang.unmistakable@example.org"
ADDRESS = "醴陵市无双巷九十九号附七"
UNNAMED = "司徒澹台"
"""Wants to stay unnamed."""
PRIVATE_NAME = "欧阳雪岑"
"""Is named in public as :data:`CREDIT`, and never so."""
CREDIT = "雪岑居士"
CONTACT = {"phone": PHONE, "email": EMAIL, "address": ADDRESS}


@dataclass
class Secrets:
    """What was made: what stands in the places of addresses, by the names of the places."""

    clerk: Client
    book: Book
    ids: dict[str, list[str]] = field(default_factory=dict)

    def keep(self, place: str, *found: str) -> None:
        """Remember what may stand in a place of an address."""
        self.ids.setdefault(place, []).extend(found)


def make_secrets(house: House, person: Person) -> Secrets:
    """Log gifts of both donors and bring each to another stage, with papers and private links."""
    made = Secrets(person(Role.STAFF), make_modern_book(house))
    made.keep("title_id", made.book.title_id)
    made.keep("volume_id", made.book.volume_id)
    made.keep("page_id", *made.book.page_ids)
    for name in (UNNAMED, PRIVATE_NAME):
        _make_gifts(house, made, name)
    _publish_titles(house, made)
    refresh_index(house)
    return made


def _make_gifts(house: House, made: Secrets, name: str) -> None:
    pages = [_log(made.clerk, name, is_first=True)]
    gift = pages[0].rsplit("/", 1)[1]
    with house.database.write() as session:
        donor = session.get_one(Donor, find_donation(session, gift).donor.id)
        donor.on_roll = True
        donor.credit_name = CREDIT if name == PRIVATE_NAME else ""
        donor_id = donor.id
    pages += [_log(made.clerk, name, donor=donor_id) for _ in range(4)]
    made.keep("donation_id", *(page.rsplit("/", 1)[1] for page in pages))
    listed, decided, declined, withdrawn, registered = pages
    made.clerk.submit(f"{decided}/accept-all")
    for line in _lines(made.clerk, declined):
        made.clerk.submit(line, {"decision": "declined", "reason": "已有"})
    made.clerk.submit(f"{registered}/accept-all")
    for page in (listed, decided, declined, registered):
        assert made.clerk.submit(f"{page}/receipt").status_code == 303
    answer = made.clerk.submit(f"{registered}/register", {"submission": new_id()})
    assert answer.status_code == 303, answer.text
    with house.database.write() as session:
        journal.act_as(session, OPERATOR, house.clock)
        moves.move(session, withdrawn.rsplit("/", 1)[1], Event.WITHDRAW, "另有安排")
        kept = find_donation(session, decided.rsplit("/", 1)[1]).lines[0]
        service.mark_registered(session, kept.id, made.book.title_id, is_copy=True)
    made.keep("donor_id", donor_id)
    made.keep("token", *_link(made.clerk, donor_id))


def _log(clerk: Client, name: str, donor: str = "", *, is_first: bool = False) -> str:
    fields = {
        "submission": new_id(),
        "donor": donor,
        "donor_name": name,
        "donor_kind": "person",
        "is_anonymous": "true" if name == UNNAMED else "",
        "received_on": "2026-03-02",
        "line_title": ["渌江旧闻", "醴陵瓷票"],
        "line_author": ["佚名", ""],
        "line_date_text": ["民国三年", ""],
        "line_material": ["book", "other"],
        "line_volume_count": ["2", "1"],
        "line_note": ["", ""],
    }
    answer = clerk.submit("/desk/donations/new", fields | (CONTACT if is_first else {}))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removesuffix("/logged")


def _lines(clerk: Client, page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(rf"{page}/lines/\w+", clerk.get(page).text)))


def _link(clerk: Client, donor_id: str) -> list[str]:
    answer = clerk.submit(f"/desk/donors/{donor_id}/link")
    return re.findall(r"/gifts/([\w-]+)", answer.text)[:1]


def _publish_titles(house: House, made: Secrets) -> None:
    with house.database.write() as session:
        journal.act_as(session, OPERATOR, house.clock)
        for gift in made.ids["donation_id"]:
            for line in find_donation(session, gift).lines:
                if line.title_id is None or line.title_id in made.ids["title_id"]:
                    continue
                made.keep("title_id", line.title_id)
                title = find_title(session, line.title_id)
                opened = replace(
                    title.fields(), access_level=AccessLevel.PUBLIC, access_reason="公有领域"
                )
                change_title(session, title.id, title.revision, opened)
