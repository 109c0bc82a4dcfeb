"""Who works for one branch changes only that branch's gifts."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from archive.accessions.models import AccessionItem
from archive.accessions.service import Placing, register_donation
from archive.accounts.models import Role
from archive.accounts.service import change_branch, find_account_by_name
from archive.donations.models import Donation
from archive.donations.queries import DonationFilter, list_donations
from archive.donations.schemas import NewDonor, NewLine
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.leads.schemas import NewLead
from archive.leads.service import create_lead
from archive.locations.models import Branch
from archive.relocations import service as relocations
from archive.stock import service as moving
from archive.stock.schemas import Cause
from archive.stock_takes import service as stock_takes
from archive.transfers import service as transfers
from tests.factories.gifts import make_accepted
from tests.factories.places import make_places, make_room
from tests.factories.registered import register_volumes
from tests.fixtures.clients import Client, Person
from tests.flows.house_doors import GUARDED
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


def test_who_works_for_a_branch_takes_no_gift_out_of_it(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    here, _ = make_branches(house)
    page = log(clerk)
    with house.database.write() as session:
        change_branch(session, find_account_by_name(session, "staff").id, here)
        gift = list_donations(session, DonationFilter())[0].id
        session.get_one(Donation, gift).branch_id = here
    refused = clerk.submit(f"{page}/correct", {"branch_id": ""})
    assert refused.status_code == 422
    assert "只能办理本馆的捐赠" in refused.text
    with house.database.read() as session:
        assert session.get_one(Donation, gift).branch_id == here


@dataclass
class Elsewhere:
    """A clerk bound to a branch, and what belongs to another one."""

    clerk: Client
    here: str
    there: str
    names: dict[str, str]


@pytest.fixture
def elsewhere(person: Person, house: House) -> Elsewhere:
    clerk = person(Role.STAFF)
    here, there = make_branches(house)
    with house.database.write() as session:
        change_branch(session, find_account_by_name(session, "staff").id, here)
        gift = make_accepted(session, NewLine("醴陵县志"))
        session.get_one(Donation, gift.id).branch_id = there
        lead = create_lead(session, NewLead("王家存有族谱", NewDonor("王家"), branch_id=there))
        away = make_room(session, "地方文献室", "DF", ("XH", "星海明筑分馆"))
        make_places(session, away, 1)
        volume = register_volumes(session, count=1)[0]
        moved = moving.move(session, [volume.id], away, Cause.SHELVED)
        take = stock_takes.open_stock_take(session, away.id, new_id())
        third = make_room(session, "三室", "SS", ("SF", "三分馆"))
        slip = transfers.begin_transfer(session, away.id, third.id, new_id())
        move = relocations.begin_relocation(session, "搬走", away.id, third.id, new_id())
        crate = relocations.add_crates(session, move.id, 1)[0]
    names = {
        "donation_id": gift.id,
        "line_id": gift.lines[0].id,
        "lead_id": lead.id,
        "place_id": away.id,
        "branch_id": there,
        "volume_id": volume.id,
        "stock_take_id": take.id,
        "transfer_id": slip.id,
        "relocation_id": move.id,
        "crate_id": crate.id,
        "number": str(moved[0].number),
        "way": "pack",
    }
    return Elsewhere(clerk, here, there, names)


# What a whole house shares on purpose, and what says in its body whose it is (tested by itself).
SHARED = (
    "/accounts", "/sign-", "/station", "/language", "/theme",
    "/api/v1/donors", "/desk/donors", "/api/v1/campaigns", "/desk/campaigns", "/desk/rolls",
    "/desk/templates", "/desk/titles", "/desk/volumes", "/desk/holdings", "/desk/backups",
    "/desk/locations/staff", "/api/v1/holdings",
    "/desk/census", "/api/v1/census", "/desk/evidence", "/desk/kinds",
    "/desk/siku/leaves", "/desk/siku/titles", "/desk/siku/volumes",
)  # fmt: skip
BY_BODY = (
    "/desk/donations/new", "/desk/batch-edits", "/api/v1/batch-edits", "/desk/exchange",
    "/desk/registers", "/api/v1/registers", "/desk/stock/shelve/scan",
)  # fmt: skip
NAMED_IN_BODY = {
    "/api/v1/donations", "/desk/leads", "/api/v1/leads",
    "/api/v1/transfers", "/desk/transfers/new", "/api/v1/relocations", "/desk/relocations",
    "/api/v1/stock-takes", "/desk/stock-takes", "/desk/siku/shelve",
    # A volume that stands elsewhere may be fetched home; the place it is put to is told.
    "/desk/stock/volumes/{volume_id}/place", "/api/v1/stock/volumes/{volume_id}/place",
}  # fmt: skip
BODY = {"text": "1", "code": "A", "name": "x", "first": "1", "last": "2", "named_code": "A"}
OF_A_BRANCH = sorted(
    (method, path)
    for method, path in GUARDED
    if method != "GET" and path not in NAMED_IN_BODY and not path.startswith((*SHARED, *BY_BODY))
)


def test_no_door_changes_what_is_of_another_branch(elsewhere: Elsewhere) -> None:
    """Every address that names a thing of a branch refuses who is bound to another one."""
    clerk, known = elsewhere.clerk, elsewhere.names
    headers = {"X-CSRF-Token": clerk.token, "Accept": "application/json"}
    body = BODY | {"volume_id": known["volume_id"], "volume_ids": [known["volume_id"]]}
    let_through = {}
    for method, path in OF_A_BRANCH:
        address = re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], "0" * 12), path)
        sent: dict[str, Any] = {"json": body} if path.startswith("/api/") else {"data": body}
        answer = clerk.request(method, address, headers=headers, follow_redirects=False, **sent)
        if answer.status_code != 403 or "其他馆" not in answer.text:
            let_through[method, path] = (answer.status_code, answer.text[:300])
    assert let_through == {}
    assert len(OF_A_BRANCH) > 90


def test_the_registers_of_another_branch_are_not_corrected(person: Person, house: House) -> None:
    clerk, chief = person(Role.STAFF), person(Role.ADMINISTRATOR)
    here, there = make_branches(house)
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        room = make_room(session, "地方文献室", "DF", ("XH", "星海明筑分馆"))
        gift = make_accepted(session, NewLine("醴陵县志"))
        own = make_accepted(session, NewLine("渌江集"))
        session.get_one(Donation, gift.id).branch_id = there
        session.get_one(Donation, own.id).branch_id = here
        batch = register_donation(session, gift.id, new_id(), {}, Placing())
        for name in ("staff", "administrator"):
            change_branch(session, find_account_by_name(session, name).id, here)
        label = session.scalars(select(AccessionItem.label)).one()
    said = {"was": "一", "is_now": "二", "why": "笔误"}
    for kind, entry in (("batch", batch.number), ("item", label)):
        page = f"/desk/registers/correct/{kind}"
        assert clerk.submit(page, said | {"entry": entry}).status_code == 403, kind
    taking = {"numbers": label, "reason": "damaged", "approval": "馆长"}
    assert chief.submit("/desk/registers/withdraw", taking).status_code == 403
    mask = {"room": room.room.id, "kind": "", "mask": "X{NNNN}"}
    assert chief.submit("/desk/registers/masks", mask).status_code == 403
    today = batch.registered_on.isoformat()
    entering = {"submission": new_id(), "registered_on": today, "room": room.room.id}
    assert clerk.submit(f"/desk/donations/{own.id}/register", entering).status_code == 403
    assert "星海明筑分馆" not in clerk.get(f"/desk/donations/{own.id}/register").text
    entering = entering | {"room": ""}
    assert clerk.submit(f"/desk/donations/{own.id}/register", entering).status_code == 303
    with house.database.read() as session:
        mine = session.scalars(select(AccessionItem.label).where(AccessionItem.label != label))
        entry = mine.one()
    page = "/desk/registers/correct/item"
    assert clerk.submit(page, said | {"entry": entry}).status_code == 303


def test_a_lead_is_of_ones_own_branch_or_of_none(elsewhere: Elsewhere) -> None:
    clerk, here, there = elsewhere.clerk, elsewhere.here, elsewhere.there
    foreign = f"/desk/leads/{elsewhere.names['lead_id']}"
    assert clerk.get(foreign).status_code == 200
    refused = clerk.submit(f"{foreign}/convert")
    assert refused.status_code == 403
    assert "由其他馆跟进" in refused.text
    away = clerk.submit("/desk/leads", {"subject": "李家存有地契", "branch_id": there})
    assert away.status_code == 422
    assert "只能办理本馆的线索" in away.text
    assert "乙馆" not in clerk.get("/desk/leads").text
    headers = {"X-CSRF-Token": clerk.token}
    lead = {"subject": "李家存有地契", "donor_name": "李家"}
    answer = clerk.post("/api/v1/leads", json=lead | {"branch_id": there}, headers=headers)
    assert answer.status_code == 422
    made = clerk.post("/api/v1/leads", json=lead, headers=headers)
    assert made.status_code == 201, made.text
    at = f"/api/v1/leads/{made.json()['id']}"
    moved = clerk.put(at, json={"subject": "x", "branch_id": there}, headers=headers)
    assert moved.status_code == 422
    gift = clerk.post(f"{at}/convert", headers=headers)
    assert (gift.status_code, gift.json()["branch_id"]) == (201, here)


def test_donors_titles_and_campaigns_are_the_whole_houses(elsewhere: Elsewhere) -> None:
    clerk = elsewhere.clerk
    headers = {"X-CSRF-Token": clerk.token}
    fair = {"name": "古旧书籍展", "starts_on": "2026-03-01", "branch_id": elsewhere.there}
    campaign = clerk.post("/api/v1/campaigns", json=fair, headers=headers)
    assert campaign.status_code == 201, campaign.text
    at = f"/api/v1/campaigns/{campaign.json()['id']}"
    assert clerk.post(f"{at}/close", headers=headers).status_code == 200
    donor = clerk.get(f"/api/v1/donations/{elsewhere.names['donation_id']}").json()["donor"]
    changed = {"name": donor["name"], "kind": donor["kind"], "unit": "文化馆"}
    answer = clerk.put(f"/api/v1/donors/{donor['id']}", json=changed, headers=headers)
    assert answer.status_code == 200, answer.text
