"""Grade and damage at the desk: a picture, a suggestion, a decision, rules that change."""

import io

from PIL import Image

from archive.accounts.models import Role
from archive.kernel.house import House
from tests.factories.holdings import make_volumes
from tests.fixtures.clients import Client, Person


def picture() -> bytes:
    """Return a small picture as a file."""
    out = io.BytesIO()
    Image.new("RGB", (80, 120), "ivory").save(out, "JPEG")
    return out.getvalue()


def send(clerk: Client, record: str, purpose: str, content: bytes) -> int:
    """Send a picture as the form without scripts does; return the status."""
    answer = clerk.post(
        f"{record}/pictures?for={purpose}",
        data={"csrf_token": clerk.token, "purpose": purpose, "caption": "卷端"},
        files={"picture": ("a.jpg", content, "image/jpeg")},
        follow_redirects=False,
    )
    return answer.status_code


def test_a_copy_is_graded(house: House, person: Person) -> None:
    with house.database.write() as session:
        volume = make_volumes(session, edition="清同治十年刻本")[0]
    clerk = person(Role.STAFF)
    record = clerk.submit(f"/desk/census/copies/{volume.copy_id}").headers["location"]
    assert "古籍未定级" in clerk.get("/desk").text
    assert "建议：四级" in clerk.get(f"{record}/grade").text

    decision = {"decided": "4", "why": "同治十年牌记"}
    refused = clerk.submit(f"{record}/grade", decision)
    assert refused.status_code == 422
    assert "请先上传书影" in refused.text
    masters = sum(1 for _ in house.masters.blobs())
    assert send(clerk, record, "grade", picture()) == 303
    assert sum(1 for _ in house.masters.blobs()) == masters + 1
    assert clerk.submit(f"{record}/grade", decision).status_code == 303
    page = clerk.get(f"{record}/grade").text
    assert "同治十年牌记" in page
    address = page.split('src="/desk/evidence/')[1].split('"')[0]
    shown = clerk.get(f"/desk/evidence/{address}")
    assert shown.headers["content-type"] == "image/jpeg"
    assert (
        person(None)
        .get(f"/desk/evidence/{address}", headers={"Accept": "application/json"})
        .status_code
        == 401
    )
    assert clerk.get("/desk/census?grade=4").text.count(volume.title.title) == 1
    back = {"back": record + "/grade"}
    assert (
        clerk.submit(f"/desk/evidence/{address}/remove", back).headers["location"] == back["back"]
    )
    assert "还没有书影" in clerk.get(f"{record}/grade").text


def test_what_is_no_picture_is_refused(house: House, person: Person) -> None:
    with house.database.write() as session:
        volume = make_volumes(session)[0]
    clerk = person(Role.STAFF)
    record = clerk.submit(f"/desk/census/copies/{volume.copy_id}").headers["location"]
    assert send(clerk, record, "grade", b"no picture") == 422
    assert send(clerk, record, "grade", b"") == 422


def test_damage_is_measured_and_the_limits_are_the_librarys(house: House, person: Person) -> None:
    with house.database.write() as session:
        volume = make_volumes(session)[0]
    clerk = person(Role.STAFF)
    record = clerk.submit(f"/desk/census/copies/{volume.copy_id}").headers["location"]
    wrong = {"measured_on": "2026-01-05", "standard": "book", "worm": "120", "ph": "x"}
    refused = clerk.submit(f"{record}/measurements", wrong)
    assert refused.status_code == 422
    assert "请填写 0 至 100 的数" in refused.text
    good = {"measured_on": "2026-01-05", "standard": "book", "worm": "35", "ph": "4.2"}
    assert clerk.submit(f"{record}/measurements", good).status_code == 303
    page = clerk.get(f"{record}/damage").text
    assert "酸碱度 4.2" in page
    assert "系统没有建议" in page
    rules = "/desk/census/rules/damage-book"
    assert "请本馆对照标准原文" in clerk.get(rules).text
    assert clerk.submit(rules, {"rules": "虫蛀｜30｜二级"}).status_code == 422
    assert clerk.submit(rules, {"rules": "虫蛀｜>30｜二级破损"}).status_code == 303
    assert "建议：二级破损。虫蛀 35%" in clerk.get(f"{record}/damage").text
