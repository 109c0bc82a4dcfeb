"""A clerk sees that somebody was entered twice, makes one record of two, and takes it back."""

import re

from archive.accounts.models import Role
from archive.accounts.service import change_branch, find_account_by_name
from archive.donations.models import Donation
from archive.donations.schemas import Contact
from archive.kernel.house import House
from tests.factories.gifts import ZHANG, make_donation
from tests.fixtures.clients import Person
from tests.flows.test_branches import make_branches


def two_of_one(house: House) -> tuple[str, str]:
    with house.database.write() as session:
        gifts = [make_donation(session, contact=Contact("13900001234")) for _ in range(2)]
        return gifts[0].donor.id, gifts[1].donor.id


def test_two_records_become_one_and_two_again(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    kept, other = two_of_one(house)
    page, merge = f"/desk/donors/{kept}", f"/desk/donors/{kept}/merge/{other}"
    shown = clerk.get(page).text
    for said in ("可能还有别的登记是同一位", "姓名相同", "电话相同", merge):
        assert said in shown, said
    assert merge in clerk.submit(f"{page}/merge/search", {"q": "1234"}).text
    seen = clerk.get(merge).text
    assert "1 笔" in seen
    assert "2 项 4 册" in seen
    refused = clerk.submit(merge, {"why": ""})
    assert refused.status_code == 422
    assert 'id="field-why-error"' in refused.text
    assert clerk.submit(merge, {"why": "本人确认"}).status_code == 303
    after = clerk.get(page).text
    assert re.search(r">\s*并入的登记\s*<", after)
    assert "合并捐赠人“张毓鋆”的登记：1 笔捐赠" in after
    gone = clerk.get(f"/desk/donors/{other}").text
    assert "已合并到" in gone
    assert "永久删除" not in gone
    (split,) = re.findall(rf"{page}/merges/\w+/split", after)
    assert clerk.submit(split.replace(kept, other), {"why": "x"}).status_code == 404
    clerk.submit(split, {"why": ""})
    assert "并入的登记" in clerk.get(page).text
    clerk.submit(split, {"why": "是兄弟两人"})
    assert not re.search(r">\s*并入的登记\s*<", clerk.get(page).text)
    assert "是兄弟两人" in clerk.get(f"/desk/donors/{other}").text


def test_gifts_of_another_branch_are_not_given_away(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    here, there = make_branches(house)
    with house.database.write() as session:
        kept = make_donation(session).donor.id
        gift = make_donation(session, donor=ZHANG)
        session.get_one(Donation, gift.id).branch_id = there
        change_branch(session, find_account_by_name(session, "staff").id, here)
    refused = clerk.submit(f"/desk/donors/{kept}/merge/{gift.donor.id}", {"why": "本人"})
    assert refused.status_code == 403
