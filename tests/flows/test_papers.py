"""Papers over HTTP: templates that cannot be misspelt, and what is issued from them."""

import io
import shutil
import subprocess
import zipfile

import docx
import pytest

from archive.accounts.models import Role
from archive.documents.kinds import KINDS, DocumentKind
from archive.documents.queries import documents_about, things_of
from archive.donations.moves import case_of, moves_of
from archive.donations.queries import find_donation
from archive.donations.states.events import Event
from archive.kernel.house import House
from archive.kernel.journal import Subject
from archive.paper_templates.defaults import default_template
from archive.paper_templates.queries import current_template, versions_of
from tests.fixtures.clients import Person
from tests.flows.test_the_desk import lines_on, log

PDFTOTEXT = shutil.which("pdftotext")
THANKS = DocumentKind.THANKS
ABOUT_GIFTS = (
    DocumentKind.DONATION_LIST,
    DocumentKind.GIFT_AGREEMENT,
    DocumentKind.RECEIPT,
    DocumentKind.CERTIFICATE,
    DocumentKind.THANKS,
    DocumentKind.DECLINE,
)


def text_of(pdf: bytes) -> str:
    command = [str(PDFTOTEXT), "-layout", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def test_a_misspelt_placeholder_is_refused_and_nothing_is_stored(
    person: Person, house: House
) -> None:
    clerk = person(Role.STAFF)
    text = default_template(THANKS).replace("【题名】", "【提名】")
    answer = clerk.submit("/desk/templates/thanks", {"text": text, "based_on": "0"})
    assert answer.status_code == 422
    assert "没有名为“提名”的占位符，最接近的是“题名”" in answer.text
    preview = clerk.submit("/desk/templates/thanks/preview", {"text": text})
    assert "第 5 行" in preview.text
    with house.database.read() as session:
        assert current_template(session, THANKS).version == 0


@pytest.mark.parametrize("typed", ["请看<b>附件</b>", "a<b"])
def test_what_cannot_stand_on_a_paper_is_said_beside_its_field(person: Person, typed: str) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    answer = clerk.submit(f"{page}/papers", {"kind": "receipt", "remark": typed, "note": "留底"})
    assert answer.status_code == 422
    assert "这里有网页代码" in answer.text
    assert 'id="field-remark"' in answer.text or 'name="remark"' in answer.text
    fine = clerk.submit(f"{page}/papers", {"kind": "receipt", "remark": "谢谢\0您"})
    assert fine.status_code == 303


def test_what_cannot_stand_on_a_roll_is_said_beside_its_field(person: Person) -> None:
    clerk = person(Role.STAFF)
    log(clerk)
    asked = {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "remark": "<b>谢谢</b>"}
    answer = clerk.submit("/desk/rolls", asked)
    assert answer.status_code == 422
    assert "这里有网页代码" in answer.text


def test_every_save_is_a_version_and_the_one_that_ships_can_be_returned_to(
    person: Person, house: House
) -> None:
    clerk = person(Role.STAFF)
    text = default_template(THANKS).replace("深为感佩", "铭感于心")
    saved = {"text": text, "based_on": "0", "note": "换一句话"}
    assert clerk.submit("/desk/templates/thanks", saved).status_code == 303
    late = clerk.submit("/desk/templates/thanks", saved | {"text": text + "又"})
    assert late.status_code == 409
    assert "又保存了一版" in late.text
    assert "铭感于心" in late.text
    assert 'name="based_on" value="1"' in late.text
    assert "换一句话" in clerk.get("/desk/templates/thanks").text
    assert clerk.submit("/desk/templates/thanks/restore", {"version": "0"}).status_code == 303
    with house.database.read() as session:
        assert [one.version for one in versions_of(session, THANKS)] == [2, 1, 0]
        assert current_template(session, THANKS).text == default_template(THANKS)


@pytest.mark.skipif(PDFTOTEXT is None, reason="poppler-utils is not installed")
def test_the_papers_about_a_gift_are_issued_and_name_no_telephone_to_others(
    person: Person, house: House
) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    accepted, declined = lines_on(clerk, page)[:2]
    clerk.submit(accepted, {"decision": "accepted"})
    clerk.submit(declined, {"decision": "declined", "reason": "残缺过甚"})
    for kind in ABOUT_GIFTS:
        answer = clerk.submit(f"{page}/papers", {"kind": kind.value})
        assert answer.status_code == 303, (kind, answer.text)
    with house.database.read() as session:
        papers = documents_about(session, Subject("donation", page[-12:]))
    assert {paper.kind for paper in papers} == set(ABOUT_GIFTS)
    stranger = person(None)
    for paper in papers:
        said = text_of(clerk.get(f"{page}/papers/{paper.id}.pdf").content)
        assert paper.number in said
        assert "张毓鋆" in said
        assert "13900001234" not in said
        written = clerk.get(f"{page}/papers/{paper.id}.docx").content
        section = docx.Document(io.BytesIO(written)).sections[0]
        assert paper.number in section.header.paragraphs[0].text + section.footer.paragraphs[0].text
        check = stranger.get(f"/documents/{paper.id}").text
        assert paper.number in check
        assert "13900001234" not in check
        assert "张毓鋆" not in check
    assert stranger.get("/documents/" + papers[0].id).status_code == 200
    assert len(KINDS) == 9


def test_who_opened_a_paper_again_and_why_is_shown(person: Person) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    clerk.submit(f"{page}/papers", {"kind": "donation-list"})
    shown = clerk.get(f"{page}/papers").text
    file = next(
        part
        for part in shown.split('"')
        if part.startswith(f"{page}/papers/") and part.endswith(".pdf")
    )
    clerk.get(file)
    assert clerk.get(file, params={"why": "第一张卡纸"}).content.startswith(b"%PDF-")
    assert "第一张卡纸" in clerk.get(f"{page}/papers").text


def test_a_letter_of_a_campaign_and_the_roll_are_issued_from_their_screens(
    person: Person, house: House
) -> None:
    clerk = person(Role.STAFF)
    made = clerk.submit("/desk/campaigns", {"name": "2026年古旧书籍展", "starts_on": "2026-03-01"})
    campaign = made.headers["location"]
    assert f"{campaign}/letters" in clerk.get(campaign).text
    assert clerk.submit(f"{campaign}/letters", {"name": " "}).status_code == 422
    sent = {"name": "醴陵东堡张氏宗亲会", "unit": "沈潭镇"}
    assert clerk.submit(f"{campaign}/letters", sent).status_code == 303
    shown = clerk.get(f"{campaign}/letters").text
    assert "函字〔2026〕第0001号" in shown
    file = next(part for part in shown.split('"') if part.endswith(".pdf"))
    assert clerk.get(file).content.startswith(b"%PDF-")
    assert "醴陵东堡张氏宗亲会" in clerk.get(f"{campaign}/letters/preview", params=sent).text
    assert "签发征集函" in clerk.get(campaign).text

    page = log(clerk)
    clerk.submit(lines_on(clerk, page)[0], {"decision": "accepted"})
    assert "没有同意公示的捐赠人" in clerk.get("/desk/rolls").text
    assert clerk.submit("/desk/rolls", {}).status_code == 303
    shown = clerk.get("/desk/rolls").text
    assert "公字〔2026〕第0001号" in shown
    backwards = {"starts_on": "2026-05-01", "ends_on": "2026-04-01"}
    assert clerk.get("/desk/rolls", params=backwards).status_code == 422
    assert "张毓鋆" not in clerk.get("/desk/rolls/preview").text
    with house.database.read() as session:
        things = things_of(session, shown.split("/desk/rolls/")[-1][:12])
    assert things == [Subject("roll-period", "260101261231")]


def test_letters_to_many_are_chosen_looked_at_and_fetched(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    with house.database.read() as session:
        donor = find_donation(session, page[-12:]).donor
    made = clerk.submit("/desk/campaigns", {"name": "2026年古旧书籍展", "starts_on": "2026-03-01"})
    mailings = f"{made.headers['location']}/mailings"
    assert mailings in clerk.get(f"{made.headers['location']}/letters").text
    assert clerk.submit(f"{mailings}/preview", {"pasted": " "}).status_code == 422
    assert donor.id in clerk.submit(f"{mailings}/choose", {"q": "zyy"}).text
    asked = {
        "donor": donor.id,
        "pasted": "姓名\t单位\n东堡张氏宗亲会\t沈潭镇\t13900005678\n" + "长" * 300,
    }
    shown = clerk.submit(f"{mailings}/preview", asked).text
    assert "东堡张氏宗亲会" in shown
    assert "签发 3 封" in shown
    token = shown.split('name="submission" value="')[1][:12]
    begun = clerk.submit(mailings, asked | {"submission": token})
    mailing = begun.headers["location"]
    assert clerk.submit(mailings, asked | {"submission": token}).headers["location"] == mailing
    assert "hx-trigger" in clerk.get(mailing).text
    while (task := house.jobs.huey.dequeue()) is not None:
        house.jobs.huey.execute(task)
    done = clerk.get(mailing).text
    assert "函字〔2026〕第0002号" in done
    assert "1 封未成" in done
    assert clerk.get(f"{mailing}/letters.pdf").content.startswith(b"%PDF-")
    with zipfile.ZipFile(io.BytesIO(clerk.get(f"{mailing}/letters.zip").content)) as archive:
        assert len(archive.namelist()) == 4
    assert clerk.submit(f"{mailing}/retry", {}).status_code == 303
    assert "13900005678" not in done + shown.split("<textarea")[0]


def test_the_paper_that_is_due_is_offered_and_thanking_is_entered_with_the_letter(
    person: Person, house: House
) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)

    def due() -> str:
        said = clerk.get(f"{page}/papers").text
        return said.split('class="due"')[1].split("</p>")[0] if 'class="due"' in said else ""

    assert "捐赠登记表" in due()
    accepted, declined = lines_on(clerk, page)[:2]
    clerk.submit(accepted, {"decision": "accepted"})
    clerk.submit(declined, {"decision": "declined", "reason": "残缺过甚"})
    assert "婉拒函" in due()
    assert "捐赠协议" in due()
    clerk.submit(f"{page}/papers", {"kind": "decline"})
    assert "婉拒函" not in due()
    clerk.submit(f"{page}/moves", {"event": "hand-over"})
    assert "收据" in due()
    with house.database.read() as session:
        assert Event.THANK not in case_of(session, page[-12:]).done
    clerk.submit(f"{page}/papers", {"kind": "thanks"})
    with house.database.read() as session:
        assert Event.THANK not in case_of(session, page[-12:]).done
    for _ in range(2):
        answer = clerk.submit(f"{page}/papers", {"kind": "thanks", "thank": "true"})
        assert answer.status_code == 303
    with house.database.read() as session:
        thanked = [one for one in moves_of(session, page[-12:]) if one.event is Event.THANK]
    assert len(thanked) == 1


def test_what_cannot_be_printed_is_said_before_anything_is_issued(person: Person) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk, donor_name="劉\U0002fa1f")
    shown = clerk.get(f"{page}/papers").text
    assert "字库里没有" in shown
    assert "U+2FA1F" in shown


def test_a_template_is_tried_with_a_gift_that_is_there(person: Person) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    assert page[-12:] in clerk.get("/desk/templates/donation-list").text
    asked = {"text": default_template(DocumentKind.DONATION_LIST), "example": page[-12:]}
    shown = clerk.submit("/desk/templates/donation-list/preview", asked).text
    assert "捐2026-0001" in shown
    assert "13900001234" not in shown
    nothing = {"text": default_template(DocumentKind.DECLINE), "example": page[-12:]}
    assert clerk.submit("/desk/templates/decline/preview", nothing).status_code == 200
