"""A clerk's morning at the desk, through HTTP, from the donor's list to the registers."""

import re

import pytest

from archive.accounts.models import Role
from archive.donations import queries as donations
from archive.donations.donor_choice import suggest_donors
from archive.donations.queries import DonationFilter
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from tests.fixtures.clients import Client, Person

PAGES = (
    "/desk",
    "/desk/donations",
    "/desk/donations/new",
    "/desk/titles",
    "/desk/holdings/new",
    "/desk/registers/summary",
    "/desk/registers/individual",
)


def a_gift(**changes: object) -> dict[str, object]:
    """Return the form as filled in for 张毓鋆's two books."""
    return {
        "submission": new_id(),
        "donor_name": "张毓鋆",
        "donor_kind": "person",
        "phone": "13900001234",
        "received_on": "2026-03-02",
        "line_title": ["醴陵县志", "渌江书院讲义", ""],
        "line_author": ["徐淦", "", ""],
        "line_date_text": ["清同治十年", "", ""],
        "line_material": ["gazetteer", "book", "book"],
        "line_volume_count": ["2", "1", "1"],
        "line_note": ["", "封面破损", ""],
    } | changes


def log(clerk: Client, **changes: object) -> str:
    """Log a gift and return the address of its page."""
    answer = clerk.submit("/desk/donations/new", a_gift(**changes))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removesuffix("/logged")


def lines_on(clerk: Client, page: str) -> list[str]:
    """Return where the decisions on the lines of a gift are posted."""
    return list(dict.fromkeys(re.findall(rf"{page}/lines/[0-9a-z]{{12}}\b", clerk.get(page).text)))


@pytest.mark.parametrize("page", PAGES)
def test_the_desk_is_for_staff(person: Person, page: str) -> None:
    person(Role.ADMINISTRATOR)
    assert "/sign-in" in str(person(None).get(page).url)
    assert person(Role.READER).get(page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_desk_says_how_to_begin(person: Person, page: str) -> None:
    answer = person(Role.STAFF).get(page)
    assert answer.status_code == 200
    assert "<h1" in answer.text


def test_a_gift_goes_from_the_counter_to_the_registers(person: Person) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    shown = clerk.get(page).text
    assert "醴陵县志" in shown
    assert "13900001234" in shown
    first, second = lines_on(clerk, page)
    clerk.submit(first, {"decision": "accepted"})
    refused = clerk.submit(second, {"decision": "declined"})
    assert refused.status_code == 422
    assert "请写明理由" in refused.text
    clerk.submit(second, {"decision": "declined", "reason": "残缺过甚"})
    plan = clerk.get(f"{page}/register").text
    assert "000001–000002" in plan
    answer = clerk.submit(f"{page}/register", {"submission": new_id()})
    batch = clerk.get(answer.headers["location"]).text
    assert "2026-0001" in batch
    assert "000002" in batch
    again = clerk.submit(f"{page}/register", {"submission": new_id()})
    assert again.status_code == 409
    assert "不能再登记一次" in again.text
    assert "醴陵县志" in clerk.get("/desk/registers/individual").text
    assert "醴陵县志" in clerk.get("/desk/titles?q=醴陵縣").text


def test_a_double_click_logs_one_gift(person: Person, house: House) -> None:
    clerk, token = person(Role.STAFF), new_id()
    assert log(clerk, submission=token) == log(clerk, submission=token)
    with house.database.read() as session:
        assert donations.count_donations(session, DonationFilter()).number == 1


def test_what_is_wrong_is_named_and_everything_typed_stays(person: Person) -> None:
    clerk = person(Role.STAFF)
    wrong = a_gift(
        received_on="someday", line_volume_count=["0", "1", "1"], line_title=["", "讲义", ""]
    )
    answer = clerk.submit("/desk/donations/new", wrong)
    assert answer.status_code == 422
    for field in ("received_on", "line_title-0", "line_volume_count-0"):
        assert f'id="field-{field}-error"' in answer.text, field
        assert f'href="#field-{field}"' in answer.text, field
    for typed in ("张毓鋆", "13900001234", "徐淦", "清同治十年", "封面破损", 'value="0"'):
        assert typed in answer.text, typed


def test_an_empty_list_is_refused(person: Person) -> None:
    empty = a_gift(line_title=[""], line_author=[""], line_date_text=[""], line_note=[""])
    answer = person(Role.STAFF).submit("/desk/donations/new", empty)
    assert answer.status_code == 422
    assert "至少登记一件" in answer.text


def test_a_namesake_must_be_chosen_and_then_is_the_same_donor(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    log(clerk)
    answer = clerk.submit("/desk/donations/new", a_gift(donor_name="張毓鋆"))
    assert answer.status_code == 422
    assert "电话尾号 1234" in answer.text
    with house.database.read() as session:
        known = suggest_donors(session, "张毓鋆")[0].donor.id
    log(clerk, donor_name="張毓鋆", donor=known, phone="")
    log(clerk, donor_name="張毓鋆", donor="new")
    with house.database.read() as session:
        found = suggest_donors(session, "张毓鋆")
    assert sorted(entry.donation_count for entry in found) == [1, 2]


def test_a_pasted_list_becomes_rows_and_nothing_typed_is_lost(person: Person) -> None:
    clerk = person(Role.STAFF)
    pasted = "《醴陵乡土志》，傅熊湘，1926，一册\n王氏族谱，八本"
    rows = "/desk/donations/new/rows"
    whole = clerk.submit(rows, a_gift(action="paste", pasted=pasted))
    assert whole.status_code == 200
    for typed in ("醴陵县志", "醴陵乡土志", "王氏族谱", "张毓鋆"):
        assert f'value="{typed}"' in whole.text, typed
    more = clerk.submit(rows, a_gift(action="add-rows")).text
    assert more.count('<li class="line"') == 3 + 5 + 1  # the last one is the template
    less = clerk.submit(rows, a_gift(action="remove-0")).text
    assert 'value="醴陵县志"' not in less


def test_donors_are_suggested_while_typing(person: Person) -> None:
    clerk = person(Role.STAFF)
    log(clerk, donor_name="醴陵李氏", donor_kind="family", is_anonymous="true")
    found = clerk.submit("/desk/donors/suggestions", {"donor_name": "李"}).text
    assert "醴陵李氏" in found
    assert "要求匿名" in found
    others = clerk.submit("/desk/donors/suggestions", {"donor_name": "王"}).text
    assert "醴陵李氏" not in others


def test_all_that_waits_is_accepted_at_once_and_one_taken_back(person: Person) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    clerk.submit(f"{page}/accept-all")
    assert clerk.get(page).text.count("登记入藏…") == 1  # offered once, where the next step is
    clerk.submit(lines_on(clerk, page)[0], {"decision": "pending"})
    shown = clerk.get(page).text
    assert "登记入藏…" not in shown
    assert "撤销决定" in shown


def test_a_slip_of_the_pen_is_corrected(person: Person) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    line = lines_on(clerk, page)[0]
    assert 'value="醴陵县志"' in clerk.get(line).text
    right = {"title": "醴陵乡土志", "material": "gazetteer", "volume_count": "1"}
    assert clerk.submit(f"{line}/correct", right | {"title": ""}).status_code == 422
    assert clerk.submit(f"{line}/correct", right).status_code == 303
    assert "醴陵乡土志" in clerk.get(page).text
    assert clerk.get(f"{page}/lines/nowhere").status_code == 404


def test_a_donor_is_corrected_and_the_contact_forgotten(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    log(clerk)
    with house.database.read() as session:
        donor = suggest_donors(session, "张毓鋆")[0].donor
    page = f"/desk/donors/{donor.id}"
    assert "13900001234" in clerk.get(page).text
    changed = {"name": "张毓鋆先生", "kind": "person", "phone": "13900001234"}
    assert clerk.submit(page, changed).status_code == 303
    assert "张毓鋆先生" in clerk.get(page).text
    assert clerk.submit(page, changed | {"name": ""}).status_code == 422
    typed = {"typed_name": "张毓鋆先生"}
    astray = clerk.submit(f"{page}/erase-contact", {"typed_name": "别人"})
    assert astray.status_code == 422
    assert 'id="field-typed_name-error"' in astray.text
    assert "13900001234" in clerk.get(page).text
    done = clerk.submit(f"{page}/erase-contact", typed)
    said = clerk.get(done.headers["location"]).text
    assert "联系方式已永久删除" in said
    assert "仍保留" in said
    shown = clerk.get(page).text
    assert "13900001234" not in shown
    assert "删除了捐赠人的联系方式" in shown


def test_the_list_of_gifts_is_narrowed_and_sorted(person: Person) -> None:
    clerk = person(Role.STAFF)
    log(clerk)
    log(clerk, donor_name="李立", line_title=["瓷业考", "瓷谱", ""])
    assert "瓷业考" in clerk.get("/desk/donations?q=李立&sort=-number").text
    assert "瓷业考" not in clerk.get("/desk/donations?q=张毓鋆").text
    assert "没有符合条件" in clerk.get("/desk/donations?stage=accessioned").text
    assert clerk.get("/desk/donations?stage=nonsense&page=x&sort=nonsense").status_code == 200
