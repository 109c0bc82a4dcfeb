"""The day of an entry: typed as a day, not to come, and after what is entered was accepted."""

import datetime as dt

import pytest
from sqlalchemy import func, select, update

from archive.accessions.models import AccessionBatch
from archive.accounts.models import Role
from archive.donations.models import DonationLine
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from tests.fixtures.clients import Client, Person
from tests.flows.test_the_desk import log
from tests.flows.test_the_interface import V1, program

__all__ = ["program"]

DECIDED = dt.date(2026, 3, 2)


def accepted_gift(clerk: Client, house: House) -> str:
    """Log a gift of 2026-02-20, accepted on 2026-03-02, and return its page."""
    page = log(clerk, received_on="2026-02-20")
    assert clerk.submit(f"{page}/accept-all").status_code == 303
    with house.database.write() as session:
        session.execute(update(DonationLine).values(decided_on=DECIDED))
    return page


def count_batches(house: House) -> int:
    with house.database.read() as session:
        return session.scalar(select(func.count()).select_from(AccessionBatch)) or 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2020-01-01", "不能早于收到日期（2026-02-20）"),
        ("0001-01-01", "不能早于收到日期"),
        ("2026-02-19", "不能早于收到日期"),
        ("2026-03-01", "的接收决定（2026-03-02）"),
        ("2999-01-01", "登记日期不能晚于今天"),
        ("2026-02-30", "请填写日期"),
        ("昨天", "请填写日期"),
        ("", "请填写日期"),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_the_field(
    person: Person, house: House, typed: str, said: str
) -> None:
    clerk = person(Role.STAFF)
    page = accepted_gift(clerk, house)
    filled = {"submission": new_id(), "registered_on": typed}
    answer = clerk.submit(f"{page}/register", filled)
    assert answer.status_code == 422
    assert 'id="field-registered_on-error"' in answer.text
    assert said in answer.text
    assert f'value="{filled["submission"]}"' in answer.text
    assert count_batches(house) == 0


def test_the_day_of_the_decision_itself_is_allowed(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = accepted_gift(clerk, house)
    filled = {"submission": new_id(), "registered_on": DECIDED.isoformat()}
    assert clerk.submit(f"{page}/register", filled).status_code == 303
    with house.database.read() as session:
        assert session.scalars(select(AccessionBatch.registered_on)).one() == DECIDED


def test_a_program_is_refused_the_same_days(program: Client, house: House) -> None:
    gift = program.post(
        f"{V1}/donations",
        json={"donor_name": "李立", "received_on": "2026-02-20", "lines": [{"title": "县志"}]},
    ).json()
    at = f"{V1}/donations/{gift['id']}"
    line = gift["lines"][0]["id"]
    program.post(f"{at}/lines/{line}/decision", json={"decision": "accepted"})
    for day in ("2020-01-01", "2999-01-01", "2026-02-30"):
        refused = program.post(f"{at}/registration", json={"registered_on": day})
        assert refused.status_code == 422, day
    assert count_batches(house) == 0
    assert program.post(f"{at}/registration", json={}).status_code == 201
