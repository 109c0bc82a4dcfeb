"""The list of donors: found by whatever is known of them, quick however many there are."""

import re

import pytest
from sqlalchemy import select, text

from archive.accounts.models import Role
from archive.donors.lists import DonorFilter, open_list
from archive.donors.models import Donor
from archive.donors.schemas import Contact, DonorKind, NewDonor
from archive.donors.service import change_contact, create_donor
from archive.kernel.bounded_counts import count_up_to
from archive.kernel.database import Database
from archive.kernel.house import House
from tests.factories.gifts import make_donation
from tests.fixtures.clients import Client, Person
from tests.fixtures.statements import CountQueries

MOST_QUERIES = 12
ZHANG = NewDonor("张毓鋆", unit="醴陵市文化馆")
FAMILY = NewDonor("醴陵李氏", DonorKind.FAMILY, is_anonymous=True)
OFFICE = NewDonor("株洲市档案馆", DonorKind.ORGANISATION)


@pytest.fixture
def clerk(house: House, person: Person) -> Client:
    """A clerk, and three donors of whom one has given twice."""
    with house.database.write() as session:
        gift = make_donation(session, donor=ZHANG, contact=Contact("13900001234"))
        make_donation(session, donor=gift.donor.id)
        create_donor(session, FAMILY)
        create_donor(session, OFFICE)
    return person(Role.STAFF)


def searched(clerk: Client, typed: str, kind: str = "") -> str:
    answer = clerk.submit("/desk/donors/search", {"q": typed, "kind": kind})
    return str(clerk.get(answer.headers["location"]).text if answer.is_redirect else answer.text)


def test_an_empty_list_says_how_donors_come_in(person: Person) -> None:
    assert "还没有捐赠人" in person(Role.STAFF).get("/desk/donors").text


def test_every_donor_is_listed_with_what_tells_him_from_a_namesake(clerk: Client) -> None:
    page = clerk.get("/desk/donors").text
    for said in (
        "张毓鋆",
        "醴陵市文化馆",
        "尾号 1234",
        "醴陵李氏",
        "匿名",
        "株洲市档案馆",
        "共 3 位",
    ):
        assert said in page, said
    assert "13900001234" not in page


@pytest.mark.parametrize("typed", ["張毓", "zyy", "zhangyu", "文化馆", "1234", "1390000"])
def test_a_donor_is_found_by_name_unit_telephone_or_initials(clerk: Client, typed: str) -> None:
    page = searched(clerk, typed)
    assert "张毓鋆" in page
    assert "株洲市档案馆" not in page


def test_a_telephone_number_never_stands_in_an_address(clerk: Client) -> None:
    for typed in ("1234", "139 0000 1234"):
        answer = clerk.submit("/desk/donors/search", {"q": typed})
        assert answer.status_code == 200, "shown at once, not redirected to an address"
        assert "张毓鋆" in answer.text


def test_the_kind_narrows_the_list_and_what_was_typed(clerk: Client) -> None:
    page = clerk.get("/desk/donors?kind=organisation").text
    assert "株洲市档案馆" in page
    assert "张毓鋆" not in page
    assert "没有符合条件的捐赠人" in searched(clerk, "张", "family")
    assert "醴陵李氏" in searched(clerk, "李", "family")


def test_nonsense_in_the_address_is_no_error(clerk: Client) -> None:
    assert clerk.get("/desk/donors?kind=king&page=x&sort=y").status_code == 200


def test_the_desk_leads_to_the_list(clerk: Client) -> None:
    assert 'href="/desk/donors"' in clerk.get("/desk/donations").text


def test_the_list_is_counted_no_further_than_a_bound(
    house_on_each: House, count_queries: CountQueries
) -> None:
    with house_on_each.database.write() as session:
        for number in range(12):
            create_donor(session, NewDonor(f"王{chr(0x4E00 + number)}"))
        assert count_up_to(session, select(Donor), most=5).number == 5
        assert count_up_to(session, select(Donor), most=5).is_more
        assert not count_up_to(session, select(Donor), most=12).is_more
    for wanted in (DonorFilter(), DonorFilter("王"), DonorFilter("w", DonorKind.PERSON)):
        with (
            count_queries(house_on_each.database) as asked,
            house_on_each.database.read() as session,
        ):
            found = open_list(session, wanted)
            assert found.count.number == 12
            assert len(found.part(session, "name", 10, 5)) == 2
        assert len(asked) <= 5, wanted


def test_a_page_of_fifty_takes_few_queries(
    house: House, person: Person, count_queries: CountQueries
) -> None:
    with house.database.write() as session:
        for number in range(60):
            donor = create_donor(session, NewDonor(f"王{chr(0x4E00 + number)}"))
            change_contact(session, donor.id, Contact(f"1390000{1000 + number}"))
    clerk = person(Role.STAFF)
    for address in (
        "/desk/donors",
        "/desk/donors?q=王&page=2",
        "/desk/donors?kind=person&sort=name",
    ):
        with count_queries(house.database) as asked:
            assert clerk.get(address).status_code == 200
        assert len(asked) <= MOST_QUERIES, (address, asked)


@pytest.mark.parametrize("sort", ["name", "-name", "created", "-created"])
@pytest.mark.parametrize("kind", [None, DonorKind.PERSON])
def test_no_order_of_the_list_sorts_every_donor(
    sqlite_database: Database, count_queries: CountQueries, sort: str, kind: DonorKind | None
) -> None:
    with sqlite_database.read() as session:
        with count_queries(sqlite_database) as asked:
            open_list(session, DonorFilter(kind=kind)).part(session, sort)
        for statement in asked:
            spoken = re.sub(r"kind = \?", "kind = 'PERSON'", statement)
            spoken = re.sub(r"(LIMIT|OFFSET) \?", r"\1 10", spoken)
            plan = [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {spoken}"))]
            assert any("ix_donors_merged_into_id" in step for step in plan), plan
            assert not any("ORDER BY" in step for step in plan), plan
