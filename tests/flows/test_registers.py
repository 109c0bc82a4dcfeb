"""Holdings without a donation, the registers, and describing a title."""

import csv
import io
import re

from archive.accounts.models import Role
from archive.catalogue import queries as catalogue
from archive.catalogue.queries import TitleFilter, Window
from archive.catalogue.schemas import TitleView
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from tests.fixtures.clients import Person


def a_holding(**changes: object) -> dict[str, object]:
    """Return the form as filled in for a work of the Siku."""
    return {
        "submission": new_id(),
        "kind": "siku",
        "title": "大清一統志",
        "author": "（清）和珅等",
        "juan_count": "500",
        "siku_division": "史部",
        "siku_class": "地理類",
        "siku_subclass": "總志",
        "reprint": "474：1a",
        "volume_count": "2",
        "volume_labels": "卷一至卷二十\n卷二十一至卷四十\n",
    } | changes


def only_title(house: House) -> TitleView:
    with house.database.read() as session:
        (row,) = catalogue.list_titles(session, TitleFilter(), Window())
    return row.title


def test_a_siku_holding_is_registered_with_its_place_in_the_reprint(
    person: Person, house: House
) -> None:
    clerk, token = person(Role.STAFF), new_id()
    answer = clerk.submit("/desk/holdings/new", a_holding(submission=token))
    assert answer.status_code == 303, answer.text
    again = clerk.submit("/desk/holdings/new", a_holding(submission=token))
    assert again.headers["location"] == answer.headers["location"]
    title = only_title(house)
    assert str(title.reprint_place) == "474:1a"
    assert str(title.siku_place) == "史部·地理類·總志之屬"
    assert "卷二十一至卷四十" in clerk.get(answer.headers["location"]).text


def test_a_class_brings_its_division_where_no_script_narrowed_the_list(
    person: Person, house: House
) -> None:
    person(Role.STAFF).submit("/desk/holdings/new", a_holding(siku_division=""))
    assert only_title(house).siku_division == "史部"


def test_what_is_wrong_with_a_holding_is_named_beside_its_field(person: Person) -> None:
    clerk = person(Role.STAFF)
    for changes, field in [
        ({"title": ""}, "title"),
        ({"reprint": "nowhere"}, "reprint"),
        ({"siku_class": "易類", "siku_subclass": ""}, "siku_class"),
        ({"volume_count": "3"}, "volume_labels"),
        ({"juan_count": "many"}, "juan_count"),
    ]:
        answer = clerk.submit("/desk/holdings/new", a_holding(**changes))
        assert answer.status_code == 422, field
        assert f'id="field-{field}-error"' in answer.text, field
        assert "（清）和珅等" in answer.text


def test_the_classes_are_narrowed_to_the_division(person: Person) -> None:
    clerk = person(Role.STAFF)
    narrowed = clerk.get("/desk/siku-places?siku_division=集部").text
    assert "別集類" in narrowed
    assert "易類" not in narrowed
    kept = clerk.get("/desk/siku-places?siku_division=史部&siku_class=地理類").text
    assert "<option selected>地理類" in kept
    assert "都會郡縣" in kept
    assert "訓詁" not in kept
    assert "易類" in clerk.get("/desk/holdings/new").text


def test_the_registers_export_what_they_show(person: Person) -> None:
    clerk = person(Role.STAFF)
    clerk.submit("/desk/holdings/new", a_holding(author="=HYPERLINK(1)"))
    answer = clerk.get("/desk/registers/individual.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["登录号"] for row in rows] == ["000001", "000002"]
    assert rows[0]["责任者"] == "'=HYPERLINK(1)"
    summary = clerk.get("/desk/registers/summary.csv").content.decode("utf-8-sig")
    (batch,) = csv.DictReader(io.StringIO(summary))
    assert (batch["种数"], batch["册数"], batch["止登录号"]) == ("1", "2", "000002")


def edit_fields(page: str, **changes: object) -> dict[str, object]:
    """Return the fields of the form on ``page`` that matter here, changed."""
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision
    return {
        "revision": revision[1],
        "title": "大清一統志",
        "author": "（清）和珅等",
        "access_level": "staff",
    } | changes


def test_opening_a_title_needs_a_reason(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    clerk.submit("/desk/holdings/new", a_holding())
    address = f"/desk/titles/{only_title(house).id}/edit"
    fields = edit_fields(clerk.get(address).text, access_level="public")
    assert clerk.submit(address, fields).status_code == 422
    kept = clerk.submit(address, fields | {"access_reason": "古籍，无版权"})
    assert kept.status_code == 303
    assert only_title(house).access_level == "public"
    assert "古籍，无版权" in clerk.get(address).text


def test_two_cataloguers_lose_nothing(person: Person, house: House) -> None:
    clerk, other = person(Role.STAFF), person(Role.ADMINISTRATOR)
    clerk.submit("/desk/holdings/new", a_holding())
    address = f"/desk/titles/{only_title(house).id}/edit"
    page = clerk.get(address).text
    other.submit(address, edit_fields(page, edition="清刻本"))
    answer = clerk.submit(address, edit_fields(page, note="缺末册"))
    assert answer.status_code == 409
    assert "administrator 已修改" in answer.text
    assert 'value="清刻本"' in answer.text
    assert "缺末册</textarea>" in answer.text
    assert only_title(house).note == ""
    again = {"note": "缺末册", "edition": "清刻本"}
    assert clerk.submit(address, edit_fields(answer.text, **again)).status_code == 303
    assert (only_title(house).note, only_title(house).edition) == ("缺末册", "清刻本")


def test_a_volume_is_shown_and_taken_back_with_a_reason(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    clerk.submit("/desk/holdings/new", a_holding())
    title = only_title(house)
    with house.database.read() as session:
        volume = catalogue.volumes_of(session, title.id)[0]
    clerk.submit(f"/desk/volumes/{volume.id}/publish")
    assert "公开 1/2 册" in clerk.get("/desk/titles?shown=yes").text
    assert clerk.submit(f"/desk/volumes/{volume.id}/withdraw").status_code == 422
    clerk.submit(f"/desk/volumes/{volume.id}/withdraw", {"why": "家属要求"})
    assert "没有符合条件" in clerk.get("/desk/titles?shown=yes").text
    assert "家属要求" in clerk.get(f"/desk/titles/{title.id}/edit").text
