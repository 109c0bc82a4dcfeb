"""Donors are found as one types, by an index alone."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from archive.donations.donor_choice import suggest_donors
from archive.donors import service
from archive.donors.look_up import look_up
from archive.donors.models import DonorContactTerm, DonorTerm
from archive.donors.schemas import Contact, DonorKind, NewDonor
from archive.kernel.database import Database
from archive.kernel.house import House
from tests.fixtures.statements import CountQueries

MOST_STATEMENTS = 7
ZHANG = NewDonor("张毓林", unit="醴陵市文化馆")
FAMILY = NewDonor("醴陵李氏", DonorKind.FAMILY)
OFFICE = NewDonor("株洲市档案馆", DonorKind.ORGANISATION)


@pytest.fixture
def donors(database: Database) -> dict[str, str]:
    """Three donors, one of them with two telephones."""
    with database.write() as session:
        made = {
            donor.name: service.create_donor(session, donor).id for donor in (ZHANG, FAMILY, OFFICE)
        }
        phones = Contact("138 0731-1234、0731-23235678")
        service.change_contact(session, made[ZHANG.name], phones)
    return made


def names_of(session: Session, typed: str) -> list[str]:
    return [found.donor.name for found in suggest_donors(session, typed)]


@pytest.mark.parametrize(
    "typed",
    ["张毓林", "張毓", "毓林", "zhangyu", "zyl", "ZYL", "yulin", "1234", "5678", "1380731",
     "文化馆", "文化館", "wenhuaguan", "llswhg", "+86 138 0731 1234"],
)  # fmt: skip
def test_a_donor_is_found_by_whatever_is_known_of_him(
    database: Database, donors: dict[str, str], typed: str
) -> None:
    with database.read() as session:
        assert look_up(session, typed) == [donors[ZHANG.name]]


@pytest.mark.parametrize("typed", ["", "  ", "！", "王", "9999", "123", "zylx", "%", "_"])
def test_what_fits_nobody_finds_nobody(
    database: Database, donors: dict[str, str], typed: str
) -> None:
    assert donors
    with database.read() as session:
        assert look_up(session, typed) == []


def test_a_name_comes_before_a_part_of_a_name_and_before_a_unit(database: Database) -> None:
    with database.write() as session:
        for donor in (
            NewDonor("王五", unit="文化馆"),
            NewDonor("县文化馆"),
            NewDonor("文化馆之友"),
        ):
            service.create_donor(session, donor)
    with database.read() as session:
        assert names_of(session, "文化馆") == ["文化馆之友", "县文化馆", "王五"]


def test_who_is_called_exactly_so_comes_first(database: Database) -> None:
    with database.write() as session:
        for name in ("李明德", "李明", "李明华"):
            service.create_donor(session, NewDonor(name))
    with database.read() as session:
        assert names_of(session, "李明")[0] == "李明"


def test_erased_digits_find_nobody_and_are_gone(database: Database, donors: dict[str, str]) -> None:
    with database.write() as session:
        service.erase_contact(session, donors[ZHANG.name])
    with database.read() as session:
        assert look_up(session, "1234") == []
        assert session.scalars(select(DonorContactTerm)).all() == []


def test_a_new_number_replaces_the_old(database: Database, donors: dict[str, str]) -> None:
    with database.write() as session:
        service.change_contact(session, donors[ZHANG.name], Contact("13900009999"))
    with database.read() as session:
        assert look_up(session, "1234") == []
        assert look_up(session, "9999") == [donors[ZHANG.name]]


def test_a_corrected_name_is_found_and_the_old_one_not(
    database: Database, donors: dict[str, str]
) -> None:
    with database.write() as session:
        service.change_donor(session, donors[ZHANG.name], NewDonor("章毓林"))
    with database.read() as session:
        assert names_of(session, "章") == ["章毓林"]
        assert names_of(session, "張") == []
        assert names_of(session, "文化馆") == []


def test_looking_up_takes_a_few_statements_however_many_there_are(
    house_on_each: House, count_queries: CountQueries
) -> None:
    with house_on_each.database.write() as session:
        for number in range(120):
            service.create_donor(session, NewDonor(f"李{chr(0x4E00 + number)}", unit="李家村"))
    for typed in ("李", "l", "李家", "1234"):
        with (
            count_queries(house_on_each.database) as asked,
            house_on_each.database.read() as session,
        ):
            suggest_donors(session, typed)
        assert len(asked) <= MOST_STATEMENTS, typed


def test_no_look_up_goes_through_every_donor(sqlite_database: Database) -> None:
    """The plan says SEARCH, with both ends of the range, and never SCAN."""
    term = select(DonorTerm.donor_id).where(
        DonorTerm.rank == 0, DonorTerm.term >= "a", DonorTerm.term < "b"
    )
    digits = select(DonorContactTerm.donor_id).where(
        DonorContactTerm.term >= "1", DonorContactTerm.term < "2"
    )
    with sqlite_database.read() as session:
        for asked in (term, digits):
            spoken = asked.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
            plan = [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {spoken}"))]
            assert all(step.startswith("SEARCH") for step in plan), plan
            assert "term>? AND term<?" in " ".join(plan)
