"""Logging a gift in one screen, with all that can go wrong while the donor stands there."""

import html
import io
import json
import re

import pytest
from PIL import Image
from sqlalchemy import func, select

from archive.accounts.models import Role
from archive.campaigns.schemas import NewCampaign
from archive.campaigns.service import create_campaign
from archive.counter.models import GiftPhoto
from archive.counter.photos import LARGEST_PHOTO_BYTES
from archive.donations.models import Donation, DonationLine
from archive.donations.schemas import AcquisitionMode, MaterialKind
from archive.donors.models import Donor
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.locations.service import ensure_default_locations
from tests.factories.gifts import TODAY
from tests.fixtures.clients import Client, Person
from tests.fixtures.statements import CountQueries

MOST_QUERIES = 12
PHONE = "13900001234"


def a_gift(**changes: object) -> dict[str, object]:
    """Return the form with one book in it."""
    return {
        "submission": new_id(),
        "mode": "donation",
        "donor_name": "张毓鋆",
        "donor_kind": "person",
        "received_on": "2026-03-02",
        "line_title": ["醴陵县志"],
        "line_author": ["徐淦"],
        "line_date_text": ["清同治十年"],
        "line_material": ["gazetteer"],
        "line_volume_count": ["16"],
    } | changes


def log(clerk: Client, **changes: object) -> str:
    answer = clerk.submit("/desk/donations/new", a_gift(**changes))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removesuffix("/logged")


def lines_in(house: House) -> list[DonationLine]:
    with house.database.read() as session:
        return list(session.scalars(select(DonationLine).order_by(DonationLine.sequence)))


def picture(size: tuple[int, int] = (900, 600), kind: str = "JPEG", **save: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (120, 90, 60)).save(out, kind, **save)
    return out.getvalue()


def send_photo(clerk: Client, content: bytes) -> tuple[int, dict[str, str]]:
    headers = {"Accept": "application/json", "X-CSRF-Token": clerk.token}
    answer = clerk.post("/desk/donations/new/photos", content=content, headers=headers)
    return answer.status_code, json.loads(answer.text)


def test_a_gift_is_logged_with_everything_about_it(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        ensure_default_locations(session)
        campaign = create_campaign(session, NewCampaign("古旧书籍展", TODAY))
    log(
        clerk,
        mode="purchase",
        campaign_id=campaign.id,
        unit="文化馆",
        credit_name="渌江老人",
        on_roll="true",
        line_piece_count=["2"],
        line_condition=["虫蛀"],
        line_value=["1,200.50"],
        line_value_note=["参考拍卖价"],
        line_note=["缺卷三"],
    )
    (line,) = lines_in(house)
    assert (line.volume_count, line.piece_count, line.value_cents) == (16, 2, 120050)
    assert (line.year_from, line.year_to, line.material) == (1871, 1872, MaterialKind.GAZETTEER)
    assert (line.condition, line.value_note, line.note) == ("虫蛀", "参考拍卖价", "缺卷三")
    with house.database.read() as session:
        gift, donor = session.scalars(select(Donation)).one(), session.scalars(select(Donor)).one()
    assert (gift.mode, gift.campaign_id) == (AcquisitionMode.PURCHASE, campaign.id)
    assert (donor.unit, donor.credit_name, donor.on_roll) == ("文化馆", "渌江老人", True)
    assert donor.consent_on == TODAY
    again = clerk.get("/desk/donations/new").text
    assert 'value="purchase" selected' in again
    assert f'value="{campaign.id}" selected' in again


def test_after_logging_the_receipt_is_one_key_away(person: Person) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    shown = clerk.get(f"{page}/logged").text
    assert re.search(r"<button[^>]* autofocus[^<]*>[^\n]*打印收据", shown)
    answer = clerk.submit(f"{page}/receipt/print")
    assert answer.status_code == 303
    printed = clerk.get(answer.headers["location"]).text
    paper = re.search(r'<iframe[^>]* src="([^"]+)"', printed)
    assert paper
    assert clerk.get(paper.group(1)).content.startswith(b"%PDF")
    second = clerk.submit(f"{page}/receipt/print")
    assert second.headers["location"] == answer.headers["location"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"line_date_text": ["咸豐十二年"]}, "line_date_text-0"),
        ({"line_date_text": ["2020年2月30日"]}, "line_date_text-0"),
        ({"line_volume_count": ["-2"]}, "line_volume_count-0"),
        ({"line_volume_count": ["100000"]}, "line_volume_count-0"),
        ({"line_title": ["<script>alert(1)</script>"]}, "line_title-0"),
        ({"donor_name": "<img src=x>"}, "donor_name"),
        ({"donor": "0123456789ab"}, "donor_name"),
        ({"line_value": ["无价"]}, "line_value-0"),
        ({"campaign_id": "0123456789ab"}, "campaign_id"),
        ({"branch_id": "0123456789ab"}, "branch_id"),
        ({"mode": "robbery"}, "mode"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(
    person: Person, house: House, changes: dict[str, object], field: str
) -> None:
    answer = person(Role.STAFF).submit("/desk/donations/new", a_gift(**changes))
    assert answer.status_code == 422
    assert f'id="field-{field}-error"' in answer.text
    if "line_title" not in changes:
        assert "醴陵县志" in answer.text, "what was typed is lost"
    with house.database.read() as session:
        for model in (Donation, DonationLine, Donor):
            assert session.scalar(select(func.count()).select_from(model)) == 0


def test_a_table_is_pasted_its_columns_put_right_and_what_was_typed_stays(person: Person) -> None:
    clerk = person(Role.STAFF)
    text = "1\t醴陵瓷业考\t文斐\t民国\t2\t封面破损\n2\t渌江书院讲义\t佚名\t清\t1\t"
    pasted = clerk.submit("/desk/donations/new/rows", a_gift(action="paste", pasted=text)).text
    assert 'value="醴陵县志"' in pasted
    carried = fields_of(pasted)
    assert carried["column"] == ["skip", "title", "author", "date_text", "volume_count", "note"]
    titles = carried["line_title"]
    titles[titles.index("渌江书院讲义")] = "渌江书院课艺"
    carried |= {"action": ["columns"], "column": [*carried["column"][:5], "condition"]}
    reread = fields_of(clerk.submit("/desk/donations/new/rows", carried).text)
    assert reread["line_title"] == ["醴陵县志", "醴陵瓷业考", "渌江书院课艺"]
    assert reread["line_condition"] == ["", "封面破损", ""]
    assert reread["line_note"] == ["", "", ""]


def fields_of(page: str) -> dict[str, list[str]]:
    """Return what the page's form would send, its template left out."""
    form = page[page.index('<form class="form"') :].partition("<template")[0]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input[^>]* name="(\w+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(html.unescape(value))
    select = re.compile(r'<select[^>]* name="(\w+)".*?>(.*?)</select>', re.DOTALL)
    for name, options in select.findall(form):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found.setdefault(name, []).append(chosen.group(1) if chosen else "")
    return found


def test_what_is_alike_is_shown_with_its_reason_and_said_to_be_a_copy(
    person: Person, house: House
) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    asked = {"key": "0", "line_title": "醴陵縣志", "line_author": "徐淦", "line_date_text": "1871"}
    found = clerk.get("/desk/donations/new/likeness", params=asked).text
    assert "题名相同，责任者相同，年代相同" in found
    copy = re.search(r'value="copy-0-(line:[0-9a-z]{12})"', found)
    assert copy
    action = f"copy-0-{copy.group(1)}"
    marked = clerk.submit("/desk/donations/new/rows", a_gift(action=action)).text
    assert f'name="line_copy_of" value="{copy.group(1)}"' in marked
    second = log(clerk, donor="new", line_copy_of=[copy.group(1)])
    first_line, second_line = lines_in(house)
    assert second_line.copy_of_line_id == first_line.id
    assert second_line.work_id == first_line.work_id
    alike = f"{second}/lines/{second_line.id}/likeness"
    assert "不是复本" in clerk.get(alike).text
    clerk.submit(f"{second}/lines/{second_line.id}/copy", {"copy_of": ""})
    assert "这是复本" in clerk.get(alike).text
    assert "第 1 项“醴陵县志”不是复本" in clerk.get(second).text
    assert page != second


def test_a_photograph_becomes_a_line_to_be_named_later(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (27.0, 39.0, 0.0)}
    status, said = send_photo(clerk, picture((4000, 3000), exif=exif))
    assert status == 201
    shown = clerk.get(said["src"])
    kept = Image.open(io.BytesIO(shown.content))
    assert (shown.headers["content-type"], kept.size) == ("image/jpeg", (1600, 1200))
    assert not kept.getexif()
    page = log(
        clerk, line_title=[""], line_author=[""], line_date_text=[""], line_photo=[said["photo"]]
    )
    assert "（待补题名）" in clerk.get(page).text
    (line,) = lines_in(house)
    named = {
        "title": "渌江桥旧影",
        "material": "photograph",
        "volume_count": "0",
        "piece_count": "1",
    }
    assert clerk.submit(f"{page}/lines/{line.id}/correct", named).status_code == 303
    (line,) = lines_in(house)
    assert (line.title, line.photo_sha256) == ("渌江桥旧影", said["photo"])


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"\xff\xd8\xff" + bytes(LARGEST_PHOTO_BYTES * 2), 413, "超过 25 MB"),
        (b"not a picture at all", 422, "无法读取"),
        (b"", 422, "没有传完"),
        (picture()[:200], 422, "无法读取"),
    ],
    ids=["fifty megabytes", "text", "nothing", "cut short"],
)
def test_a_photograph_that_cannot_be_kept_says_why(
    person: Person, house: House, content: bytes, status: int, said: str
) -> None:
    answered, answer = send_photo(person(Role.STAFF), content)
    assert answered == status
    assert said in answer["detail"]
    with house.database.read() as session:
        assert session.scalars(select(GiftPhoto)).all() == []
    assert list(house.documents.blobs()) == []


def test_no_paper_passes_for_a_photograph(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    blob = house.documents.put(io.BytesIO(b"%PDF-1.7 a receipt"))
    assert clerk.get(f"/desk/photos/{blob.sha256}").status_code == 404
    answer = clerk.submit("/desk/donations/new", a_gift(line_photo=[blob.sha256]))
    assert answer.status_code == 422
    assert "照片没有传上来" in answer.text


def test_a_gift_and_its_list_are_put_right_afterwards(person: Person) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    wrong = {"mode": "donation", "donor_name": "李四", "donor": "new", "received_on": "2026-03-09"}
    assert 'id="field-received_on-error"' in clerk.submit(f"{page}/correct", wrong).text
    assert clerk.submit(f"{page}/correct", wrong | {"received_on": "2026-03-01"}).status_code == 303
    shown = clerk.get(page).text
    assert "李四" in shown
    assert "更正了捐赠的登记" in shown
    more = {"line_title": ["渌江书院讲义"], "line_volume_count": ["2"]}
    assert (
        clerk.submit(f"{page}/lines/new", more | {"line_volume_count": ["-2"]}).status_code == 422
    )
    assert clerk.submit(f"{page}/lines/new", more).status_code == 303
    assert "渌江书院讲义" in clerk.get(page).text
    line = re.findall(rf"{page}/lines/([0-9a-z]{{12}})\b", clerk.get(page).text)[-1]
    clerk.submit(f"{page}/lines/{line}/remove")
    assert "从清单删除第 2 项“渌江书院讲义”" in clerk.get(page).text
    assert clerk.submit(f"{page}/lines/{line}/remove").status_code == 404


def test_the_screen_and_the_check_while_typing_ask_little(
    person: Person, house: House, count_queries: CountQueries
) -> None:
    clerk = person(Role.STAFF)
    for number in range(4):
        log(clerk, donor_name=f"李{number}")
    for address in ("/desk/donations/new", "/desk/donations/new/likeness?line_title=醴陵县志"):
        with count_queries(house.database) as asked:
            clerk.get(address)
        assert len(asked) <= MOST_QUERIES, (address, len(asked))


def test_the_gift_after_a_deposit_is_no_deposit_by_itself(person: Person) -> None:
    clerk = person(Role.STAFF)
    log(clerk, mode="deposit")
    again = clerk.get("/desk/donations/new").text
    assert 'value="deposit" selected' not in again
    assert 'value="donation" selected' in again
