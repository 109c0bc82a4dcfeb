"""The census at the desk and for programs: from a title's page to a record that is filled in."""

import re

from archive.accounts.models import Role
from archive.kernel.house import House
from tests.factories.holdings import make_volumes
from tests.fixtures.clients import Person
from tests.fixtures.statements import CountQueries

USUAL = "半葉九行二十字，小字雙行同，白口，四周雙邊，單魚尾，版框高19.5釐米，寬13.8釐米"
MOST_QUERIES = 12


def test_a_record_is_begun_numbered_and_filled_in(house: House, person: Person) -> None:
    with house.database.write() as session:
        volume = make_volumes(session, count=4, author="（清）徐淦修", edition="清同治十年刻本")[0]
    clerk = person(Role.STAFF)
    assert "还没有普查登记" in clerk.get("/desk/census").text
    page = clerk.get(f"/desk/titles/{volume.title.id}/edit").text
    assert f"/desk/census/copies/{volume.copy_id}" in page
    record = clerk.submit(f"/desk/census/copies/{volume.copy_id}").headers["location"]

    shown = clerk.get(record).text
    assert "4 册" in shown
    assert "清 · 徐淦 · 修" in shown
    bad = clerk.submit(f"{record}/number", {"census_number": "430281", "revision": "1"})
    assert bad.status_code == 422
    assert "六位-四位-七位" in bad.text
    codes = {"area": "430281", "unit": "0101"}
    assert clerk.submit("/desk/census/settings", codes).status_code == 303
    assert clerk.submit(f"{record}/number/next").status_code == 303
    assert "430281-0101-0000001" in clerk.get(f"/desk/titles/{volume.title.id}/edit").text

    read = clerk.submit(
        f"{record}/fields/format",
        {"do": "read", "revision": "2", "statement": f"{USUAL}，版心下鐫書名"},
    )
    assert read.status_code == 200
    assert 'value="19.5"' in read.text
    assert "没有读懂的部分：版心下鐫書名" in read.text
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', read.text))
    del fields["do"]
    fields |= {"mouth": "白口", "border": "四周雙邊", "fishtail": "單魚尾"}
    assert clerk.submit(f"{record}/fields/format", fields).status_code == 303
    assert USUAL in clerk.get(record).text
    stale = clerk.submit(f"{record}/fields/format", fields | {"rows": "10"})
    assert stale.status_code == 409
    assert "已修改了这条登记" in stale.text
    wrong = clerk.submit(f"{record}/fields/edition", {"revision": "3", "surviving": "存五卷（一）"})
    assert wrong.status_code == 422
    assert "括号里数得 1 卷" in wrong.text


def test_words_are_set_at_the_desk(person: Person) -> None:
    clerk = person(Role.STAFF)
    assert "白口" in clerk.get("/desk/census/words/mouth").text
    assert clerk.submit("/desk/census/words/mouth", {"words": "白口\n白口"}).status_code == 422
    assert clerk.submit("/desk/census/words/mouth", {"words": "白口\n藍口"}).status_code == 303
    assert "修改参照表" in clerk.get("/desk/census/settings").text
    assert clerk.get("/desk/census/words/none").status_code == 404


def test_a_program_keeps_a_record(house: House, person: Person) -> None:
    with house.database.write() as session:
        volume = make_volumes(session)[0]
    clerk = person(Role.STAFF)
    headers = {"X-CSRF-Token": clerk.token}
    base = "/api/v1/census"
    told = clerk.post(f"{base}/copies/{volume.copy_id}", headers=headers)
    assert told.status_code == 201
    record = told.json()["record"]
    fields = {"height_mm": "19.5", "rows": "9", "seals": "印｜某人"}
    change = {"revision": 1, "census_number": "430281-0101-0000009", "fields": fields}
    answer = clerk.patch(f"{base}/{record['id']}", json=change, headers=headers)
    assert answer.json()["block_format"] == "半葉九行，版框高19.5釐米"
    assert answer.json()["record"]["details"]["seals"] == [{"text": "印", "owner": "某人"}]
    wrong = {"revision": 2, "fields": {"height_mm": "高"}}
    refused = clerk.patch(f"{base}/{record['id']}", json=wrong, headers=headers)
    assert (refused.status_code, refused.json()["field"]) == (422, "height_mm")
    assert clerk.get(base, params={"q": "430281-0101-0000009"}).json()["count"] == 1


def test_the_list_asks_little(house: House, person: Person, count_queries: CountQueries) -> None:
    clerk = person(Role.STAFF)
    with house.database.write() as session:
        copies = [make_volumes(session, f"縣志{n}")[0].copy_id for n in range(5)]
    for copy_id in copies:
        clerk.submit(f"/desk/census/copies/{copy_id}")
    with count_queries(house.database) as asked:
        assert clerk.get("/desk/census").text.count("未编号") >= 5
    assert len(asked) <= MOST_QUERIES
