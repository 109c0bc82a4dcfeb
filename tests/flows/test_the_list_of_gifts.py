"""The list of gifts: narrowed in every way, quick however many there are."""

import datetime as dt
import re

import pytest
from sqlalchemy import text

from archive.accounts.models import Role
from archive.campaigns.models import Campaign
from archive.donations.filters import DonationFilter, Month
from archive.donations.models import Donation
from archive.donations.queries import count_donations, list_donations
from archive.donations.schemas import AcquisitionMode, NewDonor, NewLine, Stage
from archive.kernel.database import Database
from archive.kernel.house import House
from tests.factories.gifts import make_donation
from tests.fixtures.clients import Person
from tests.fixtures.houses import MORNING
from tests.fixtures.statements import CountQueries
from tests.flows.test_branches import make_branches

MOST_QUERIES = 12


@pytest.mark.parametrize(
    ("text", "month"),
    [("2018-12", Month(2018, 12)), ("2018-1", Month(2018, 1)), ("2018-13", None), ("x", None),
     ("9999-12", None), ("0000-01", None)],
)  # fmt: skip
def test_a_month_is_read_or_is_none(text: str, month: Month | None) -> None:
    assert Month.read(text) == month


def test_a_month_ends_where_the_next_begins() -> None:
    for number in range(1, 12):
        assert Month(2018, number).end == Month(2018, number + 1).first
    assert Month(2018, 12).end == Month(2019, 1).first


def test_the_list_is_narrowed_in_every_way(house: House, person: Person) -> None:
    here, there = make_branches(house)
    with house.database.write() as session:
        fair = Campaign(
            name="古旧书籍展", starts_on=dt.date(2026, 3, 1), ends_on=dt.date(2026, 3, 31),
            created_at=MORNING,
        )  # fmt: skip
        session.add(fair)
        session.flush()
        one = make_donation(session, NewLine("瓷谱"), campaign_id=fair.id)
        session.get_one(Donation, one.id).branch_id = here
        other = make_donation(
            session,
            NewLine("地契"),
            donor=NewDonor("李立"),
            mode=AcquisitionMode.PURCHASE,
            received_on=dt.date(2025, 12, 31),
        )
        session.get_one(Donation, other.id).branch_id = there
        fair_id = fair.id
    clerk = person(Role.STAFF)
    for query, shown, hidden in (
        (f"campaign={fair_id}", "瓷谱", "地契"),
        ("mode=purchase", "地契", "瓷谱"),
        (f"branch={here}", "瓷谱", "地契"),
        ("month=2025-12", "地契", "瓷谱"),
        ("month=2026-03", "瓷谱", "地契"),
        (f"donor={other.donor.id}", "地契", "瓷谱"),
        ("q=地契&mode=purchase&stage=listed", "地契", "瓷谱"),
    ):
        page = clerk.get(f"/desk/donations?{query}").text
        assert shown in page, query
        assert hidden not in page, query
    none = clerk.get(f"/desk/donations?mode=purchase&campaign={fair_id}").text
    assert "没有符合条件的捐赠" in none
    assert clerk.get("/desk/donations?mode=x&month=13&branch=y&donor=z").status_code == 200


def test_a_page_of_fifty_takes_few_queries(
    house: House, person: Person, count_queries: CountQueries
) -> None:
    with house.database.write() as session:
        for _ in range(60):
            make_donation(session, donor=NewDonor("王明"))
    clerk = person(Role.STAFF)
    for address in ("", "?q=渌江书院&page=2", "?q=王&stage=listed&mode=donation&month=2026-03"):
        with count_queries(house.database) as asked:
            assert clerk.get(f"/desk/donations{address}").status_code == 200
        assert len(asked) <= MOST_QUERIES, (address, [each[:60] for each in asked])


@pytest.mark.parametrize(
    "wanted",
    [
        DonationFilter(),
        DonationFilter("瓷业考"),
        DonationFilter("王"),
        DonationFilter("2026-0012"),
        DonationFilter(stage=Stage.LISTED),
        DonationFilter(mode=AcquisitionMode.PURCHASE),
        DonationFilter(month=Month(2018, 12)),
        DonationFilter(campaign_id="0123456789ab"),
    ],
    ids=repr,
)
def test_no_filter_goes_through_every_gift(
    sqlite_database: Database, count_queries: CountQueries, wanted: DonationFilter
) -> None:
    with sqlite_database.write() as session:
        make_donation(session, NewLine("醴陵瓷业考"))
        with count_queries(sqlite_database) as asked:
            count_donations(session, wanted)
            list_donations(session, wanted)
        for statement in asked:
            if "FROM donations" not in statement:
                continue
            spoken = re.sub(r"(LIMIT|OFFSET) \?", r"\1 10", statement).replace("?", "'2'")
            plan = [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {spoken}"))]
            scans = [
                step for step in plan
                if re.match(r"SCAN (donations|donation_lines|donors|donor_terms|likeness)", step)
                and not (wanted == DonationFilter() and "USING" in step)
            ]  # fmt: skip
            assert scans == [], plan
