"""The desk says at the field what is wrong with a month that is to be closed, or with a room."""

import pytest

from archive.accounts.models import Role
from tests.fixtures.clients import Person
from tests.flows.test_the_desk import lines_on, log


@pytest.mark.parametrize("month", ["", "2026-13", "2026"])
def test_a_month_that_is_none_is_asked_for_again(person: Person, month: str) -> None:
    answer = person(Role.ADMINISTRATOR).submit(
        "/desk/registers/months", {"month": month, "typed": "2026-01"}
    )
    assert answer.status_code == 422
    assert "请选择要结账的月份" in answer.text
    assert "请照样输入" not in answer.text


def test_a_closed_month_is_said_to_be_closed(person: Person) -> None:
    keeper = person(Role.ADMINISTRATOR)
    asked = {"month": "2019-01", "typed": "2019-01"}
    assert keeper.submit("/desk/registers/months", asked).status_code == 303
    again = keeper.submit("/desk/registers/months", asked)
    assert again.status_code == 409
    assert "2019-01 已经结过账" in again.text


def test_a_room_that_is_none_is_said_at_the_field(person: Person) -> None:
    clerk = person(Role.ADMINISTRATOR)
    page = log(clerk)
    for line in lines_on(clerk, page):
        clerk.submit(line, {"decision": "accepted"})
    answer = clerk.submit(f"{page}/register", {"room": "nonexist"})
    assert answer.status_code == 422
    assert 'id="field-room-error"' in answer.text
    assert "没有这个室" in answer.text
    mask = {"room": "nonexist", "kind": "", "mask": "{seq:05}"}
    refused = clerk.submit("/desk/registers/masks", mask)
    assert refused.status_code == 422
    assert "没有这个室" in refused.text
