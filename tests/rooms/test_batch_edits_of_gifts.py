"""Gifts, donors and dates changed in batches, and everything restored when it is undone."""

import datetime as dt

import pytest

from archive import wiring
from archive.batch_edits import queries, service
from archive.batch_edits.branches import keep_to_branch
from archive.batch_edits.donation_lines import DonationLines
from archive.batch_edits.donations import Donations
from archive.batch_edits.donors import Donors
from archive.batch_edits.kinds import EditableKind, Wanted
from archive.batch_edits.schemas import ItemState
from archive.batch_edits.working import work_on
from archive.campaigns.schemas import NewCampaign
from archive.campaigns.service import create_campaign
from archive.donations.errors import OtherBranchError
from archive.donations.models import DonationLine
from archive.donations.queries import find_donation
from archive.donations.schemas import AcquisitionMode, NewDonor, NewLine
from archive.donors.models import Donor
from archive.donors.queries import find_donor
from archive.donors.schemas import Contact
from archive.donors.service import change_contact
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Actor
from tests.factories.gifts import make_donation
from tests.factories.journals import read_history
from tests.factories.places import make_room

WANG = Actor("1", "王芳")
PHONE = "13900001234"


def edit(house: House, kind: EditableKind, ids: list[str], **changes: str) -> str:
    """Change records and let it be done; return the batch edit."""
    with house.database.write() as session:
        journal.act_as(session, WANG, house.clock)
        batch = service.begin(session, new_id(), kind, ids, changes, "统一")
    work_on(house, batch.id)
    return batch.id


def undo(house: House, batch_id: str) -> None:
    with house.database.write() as session:
        journal.act_as(session, WANG, house.clock)
        service.ask_undo(session, batch_id)
    work_on(house, batch_id)


def test_gifts_get_a_campaign_and_a_mode_and_lose_them_again(house_on_each: House) -> None:
    house = house_on_each
    wiring.wire(house)
    with house.database.write() as session:
        journal.act_as(session, WANG, house.clock)
        campaign = create_campaign(session, NewCampaign("古旧书籍展", dt.date(2026, 3, 1)))
        gifts = [make_donation(session, NewLine("甲")).id, make_donation(session).id]
        before = [find_donation(session, each) for each in gifts]
    batch = edit(house, Donations(), gifts, campaign_id=campaign.id, mode="purchase", note="展上")
    with house.database.read() as session:
        for each in gifts:
            gift = find_donation(session, each)
            assert gift.campaign_id == campaign.id
            assert (gift.mode, gift.note) == (AcquisitionMode.PURCHASE, "展上")
    undo(house, batch)
    with house.database.read() as session:
        assert [find_donation(session, each) for each in gifts] == before


def test_donors_are_named_as_they_were_before_when_it_is_undone(house_on_each: House) -> None:
    house = house_on_each
    wiring.wire(house)
    with house.database.write() as session:
        journal.act_as(session, WANG, house.clock)
        donor = make_donation(session, donor=NewDonor("李立")).donor.id
        change_contact(session, donor, Contact(PHONE))
        row = session.get_one(Donor, donor)
        row.on_roll, row.consent_on = True, dt.date(2019, 5, 1)
    with house.database.read() as session:
        before = find_donor(session, donor)
    batch = edit(house, Donors(), [donor], unit="文化馆", is_anonymous="yes", on_roll="no")
    with house.database.read() as session:
        after = find_donor(session, donor)
    assert (after.unit, after.is_anonymous, after.consent_on) == ("文化馆", True, None)
    undo(house, batch)
    with house.database.read() as session:
        assert find_donor(session, donor) == before
        items = queries.items_of(session, batch)
    told = [
        read_history(house.database, *about) for about in (("donor", donor), ("batch-edit", batch))
    ]
    assert PHONE not in repr(told) + repr(items)


def test_a_new_date_is_read_anew_and_told_years_come_back(house_on_each: House) -> None:
    house = house_on_each
    wiring.wire(house)
    with house.database.write() as session:
        lines = (NewLine("甲", date_text="乾隆间", year_from=1750, year_to=1760), NewLine("乙"))
        ids = [line.id for line in make_donation(session, *lines).lines]

    def years() -> list[tuple[int | None, int | None]]:
        with house.database.read() as session:
            rows = [session.get_one(DonationLine, each) for each in ids]
            return [(row.year_from, row.year_to) for row in rows]

    before = years()
    assert before == [(1750, 1760), (None, None)]
    batch = edit(house, DonationLines(), ids, date_text="清同治十年")
    assert years() == [(1871, 1872), (1871, 1872)]
    with house.database.read() as session:
        assert queries.items_of(session, batch)[0].before["year_from"] == 1750
    undo(house, batch)
    assert years() == before


def test_what_was_changed_or_lost_meanwhile_is_told_in_a_sentence(house: House) -> None:
    wiring.wire(house)
    with house.database.write() as session:
        donor = make_donation(session, donor=NewDonor("李立")).donor.id
    batch = edit(house, Donors(), [donor], unit="文化馆", credit_name="李老师")
    edit(house, Donors(), [donor], unit="图书馆")
    undo(house, batch)
    with house.database.read() as session:
        (kept,) = queries.items_of(session, batch, ItemState.KEPT)
        assert find_donor(session, donor).unit == "图书馆"
    assert kept.problem == "“单位”此后另有改动，保持原样。"


def test_who_works_for_one_branch_edits_no_gift_of_another(house: House) -> None:
    wiring.wire(house)
    with house.database.write() as session:
        home = make_room(session, "地方文献室", "DF").room.branch.id
        away = make_room(session, "地方文献室", "DF", ("XH", "星海明筑分馆")).room.branch.id
        gift = make_donation(session, NewLine("甲"))
    edit(house, Donations(), [gift.id], branch_id=away)
    with house.database.read() as session:
        for kind, ids in ((Donations(), [gift.id]), (DonationLines(), [gift.lines[0].id])):
            with pytest.raises(OtherBranchError):
                keep_to_branch(session, kind, ids, home)
            keep_to_branch(session, kind, ids, away)


def test_searching_counts_no_further_than_it_must(house: House) -> None:
    with house.database.write() as session:
        ids = [make_donation(session, donor=NewDonor("李立")).id for _ in range(4)]
        kind = Donations()
        assert set(kind.search(session, Wanted("李立"), 9)) == set(ids)
        assert kind.count(session, Wanted("李立"), 9) == 4
        assert kind.count(session, Wanted(values={"mode": "donation"}), 2) == 3
        assert len(Donors().search(session, Wanted("ll", {"kind": "person"}), 9)) >= 1
