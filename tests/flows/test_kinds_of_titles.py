"""At the desk: a title is described by what its kind of document tells, and a kind is added to."""

import re

from archive.accounts.models import Role
from archive.catalogue.queries import find_title
from archive.kernel.house import House
from tests.factories.holdings import make_volume
from tests.fixtures.clients import Client, Person


def a_title(house: House) -> str:
    with house.database.write() as session:
        return make_volume(session, "潘氏六修族譜").title.id


def saved(clerk: Client, house: House, title_id: str, **typed: str) -> dict[str, object]:
    with house.database.read() as session:
        revision = find_title(session, title_id).revision
    fields = {"revision": str(revision), "title": "潘氏六修族譜", "access_level": "staff"} | typed
    answer = clerk.submit(f"/desk/titles/{title_id}/edit", fields)
    assert answer.status_code == 303, answer.text
    with house.database.read() as session:
        return dict(find_title(session, title_id).details)


def test_the_form_asks_what_the_kind_tells(person: Person, house: House) -> None:
    clerk, title_id = person(Role.STAFF), a_title(house)
    assert "堂号" not in clerk.get(f"/desk/titles/{title_id}/edit").text
    typed = {
        "material": "genealogy",
        "details.surname": "潘",
        "details.hall_name": "滎陽堂\n敦本堂",
        "details.migration.0.from": "江西泰和",
        "details.migration.0.to": "醴陵",
        "details.migration.1.from": "",
    }
    details = saved(clerk, house, title_id, **typed)
    assert details["hall_name"] == ["滎陽堂", "敦本堂"]
    assert details["migration"] == [{"from": "江西泰和", "to": "醴陵"}]
    page = clerk.get(f"/desk/titles/{title_id}/edit").text
    assert 'name="details.surname" value="潘"' in page
    assert 'name="details.migration.0.from" value="江西泰和"' in page


def test_choosing_another_kind_carries_along_what_was_typed(person: Person, house: House) -> None:
    clerk, title_id = person(Role.STAFF), a_title(house)
    typed = {"material": "photograph", "details.surname": "潘", "details.scene": "合影"}
    part = clerk.submit("/desk/titles/kind-fields", typed).text
    assert re.search(r'<textarea name="details.surname" hidden>潘</textarea>', part)
    assert "合影" in part
    assert saved(clerk, house, title_id, **typed) == {"surname": "潘", "scene": "合影"}


def test_a_detail_that_cannot_be_used_is_refused_at_its_field(person: Person, house: House) -> None:
    clerk, title_id = person(Role.STAFF), a_title(house)
    fields = {"revision": "1", "title": "合影", "access_level": "staff", "material": "photograph"}
    answer = clerk.submit(f"/desk/titles/{title_id}/edit", fields | {"details.taken_on": "那年"})
    assert answer.status_code == 422
    assert 'href="#field-details.taken_on">拍摄时间' in answer.text
    assert 'value="那年"' in answer.text


def test_a_field_added_at_the_desk_stands_in_the_form(person: Person, house: House) -> None:
    clerk, title_id = person(Role.STAFF), a_title(house)
    assert "家谱" in clerk.get("/desk/kinds").text
    refused = clerk.submit("/desk/kinds/genealogy/fields", {"label": "姓氏", "type": "text"})
    assert refused.status_code == 422
    added = clerk.submit("/desk/kinds/genealogy/fields", {"label": "谱局", "type": "text"})
    assert added.status_code == 303
    kind = clerk.get("/desk/kinds/genealogy").text
    assert "增加自定项目：谱局" in kind
    saved(clerk, house, title_id, material="genealogy")
    page = clerk.get(f"/desk/titles/{title_id}/edit").text
    found = re.search(r'name="(details\.own-[0-9a-z]{12})"', page)
    assert found
    details = saved(clerk, house, title_id, material="genealogy", **{found[1]: "潘家祠"})
    assert list(details.values()) == ["潘家祠"]
    field_id = found[1].removeprefix("details.own-")
    address = f"/desk/kinds/genealogy/fields/{field_id}"
    assert clerk.submit(f"{address}/give-up").status_code == 303
    assert f'name="{found[1]}" value' not in clerk.get(f"/desk/titles/{title_id}/edit").text
    assert clerk.submit(f"{address}/take-up").status_code == 303
    assert 'value="潘家祠"' in clerk.get(f"/desk/titles/{title_id}/edit").text


def test_there_are_no_other_kinds(person: Person) -> None:
    assert person(Role.STAFF).get("/desk/kinds/poetry").status_code == 404


def test_a_version_is_restored_at_the_desk_with_a_reason(person: Person, house: House) -> None:
    clerk, title_id = person(Role.STAFF), a_title(house)
    saved(clerk, house, title_id, note="错的附注")
    history = clerk.get(f"/desk/titles/{title_id}/history").text
    assert "错的附注" in history
    found = re.search(rf'href="(/desk/titles/{title_id}/history/\d+)"', history)
    assert found
    page = clerk.get(found[1]).text
    assert "恢复后" in page
    assert clerk.submit(found[1], {"revision": "2"}).status_code == 422
    done = clerk.submit(found[1], {"revision": "2", "why": "附注有误"})
    assert done.status_code == 303
    with house.database.read() as session:
        assert find_title(session, title_id).note == ""
    assert clerk.submit(found[1], {"revision": "2", "why": "附注有误"}).status_code == 409
    assert clerk.get(f"/desk/titles/{title_id}/history/999999").status_code == 404


def test_what_is_lacking_leads_to_its_list_and_to_the_batch_editor(
    person: Person, house: House
) -> None:
    clerk, title_id = person(Role.STAFF), a_title(house)
    page = clerk.get("/desk/quality").text
    for gap in ("call-number", "date", "rights", "kind", "juan", "image", "text"):
        assert f'href="/desk/titles?gap={gap}"' in page
        assert title_id in clerk.get(f"/desk/titles?gap={gap}").text
        assert f'value="{title_id}"' in clerk.get(f"/desk/batch-edits/new/title?is-gap={gap}").text
    saved(clerk, house, title_id, material="genealogy", call_class="K820.9")
    page = clerk.get("/desk/quality").text
    assert 'href="/desk/titles?gap=kind"' not in page
    assert title_id not in clerk.get("/desk/titles?gap=kind").text
