"""Who works for one branch changes only that branch's gifts."""

from archive.accounts.models import Role
from archive.accounts.service import change_branch, find_account_by_name
from archive.donations.models import Donation
from archive.donations.queries import DonationFilter, list_donations
from archive.kernel.house import House
from archive.locations.models import Branch
from tests.fixtures.clients import Person
from tests.flows.test_the_desk import a_gift, lines_on, log


def make_branches(house: House) -> tuple[str, str]:
    """Make two branches and return them."""
    with house.database.write() as session:
        rows = [Branch(code=code, name=code) for code in ("甲馆", "乙馆")]
        session.add_all(rows)
        session.flush()
        return rows[0].id, rows[1].id


def test_a_gift_of_another_branch_is_read_and_not_changed(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    here, there = make_branches(house)
    page = log(clerk)
    line = lines_on(clerk, page)[0]
    with house.database.write() as session:
        change_branch(session, find_account_by_name(session, "staff").id, here)
        gift = list_donations(session, DonationFilter())[0].id
        session.get_one(Donation, gift).branch_id = there
    assert clerk.get(page).status_code == 200
    refused = clerk.submit(line, {"decision": "accepted"})
    assert refused.status_code == 403
    assert "属于其他馆" in refused.text
    with house.database.write() as session:
        session.get_one(Donation, gift).branch_id = here
    assert clerk.submit(line, {"decision": "accepted"}).status_code == 303


def test_the_administrator_says_who_works_where(person: Person, house: House) -> None:
    person(Role.STAFF)
    chief = person(Role.ADMINISTRATOR)
    here, _ = make_branches(house)
    with house.database.read() as session:
        account = find_account_by_name(session, "staff")
    page = "/desk/locations/staff"
    assert "甲馆" in chief.get(page).text
    assert chief.submit(f"{page}/{account.id}", {"branch": here}).status_code == 303
    assert f'value="{here}" selected' in chief.get(page).text
    assert chief.submit(f"{page}/{account.id}", {"branch": "nowhere"}).status_code == 404


def test_a_gift_is_logged_for_ones_own_branch_alone(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    here, there = make_branches(house)
    with house.database.write() as session:
        change_branch(session, find_account_by_name(session, "staff").id, here)
    refused = clerk.submit("/desk/donations/new", a_gift(branch_id=there))
    assert refused.status_code == 422
    assert "只能办理本馆的捐赠" in refused.text
    gift = {"donor_name": "张毓鋆", "received_on": "2026-03-02", "lines": [{"title": "讲义"}]}
    headers = {"X-CSRF-Token": clerk.token}
    other = clerk.post("/api/v1/donations", json=gift | {"branch_id": there}, headers=headers)
    assert other.status_code == 403, other.text
    own = clerk.post("/api/v1/donations", json=gift, headers=headers)
    assert (own.status_code, own.json()["branch_id"]) == (201, here)
    assert (
        clerk.submit("/desk/donations/new", a_gift(donor_name="李立", branch_id=here)).status_code
        == 303
    )
