"""A letter to many: numbered without a gap, never issued twice, whatever fails on the way."""

import io
import shutil
import subprocess
import zipfile

import pytest

from archive.campaigns.schemas import NewCampaign
from archive.campaigns.service import change_campaign, create_campaign
from archive.correspondence.letters import Addressee
from archive.documents.kinds import DocumentKind
from archive.documents.queries import count_documents
from archive.donors.models import Donor
from archive.donors.schemas import NewDonor
from archive.donors.service import create_donor
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Actor, Subject
from archive.mailings import queries, service
from archive.mailings.errors import MailingBusyError, NobodyChosenError, TooManyChosenError
from archive.mailings.jobs import WORK, register_mailings
from archive.mailings.schemas import LetterState, MailingView, RecipientView
from archive.mailings.working import do_letter, finish, work_on
from tests.fixtures.houses import MORNING

PDFTOTEXT = shutil.which("pdftotext")
WANG = Actor("1", "王芳")
EXHIBITION = NewCampaign("2026年古旧书籍展", MORNING.date(), letter="　　敬请惠赐家谱。")
THREE = [
    Addressee("张毓鋆", "渌江书院"),
    Addressee("名" * 300),
    Addressee("醴陵东堡𡝭氏宗亲会"),
]


def campaign(house: House) -> str:
    with house.database.write() as session:
        return create_campaign(session, EXHIBITION).id


def begin(house: House, campaign_id: str, addressees: list[Addressee], submission: str = "") -> str:
    with house.database.write() as session:
        journal.act_as(session, WANG, house.clock)
        return service.begin(session, submission or new_id(), campaign_id, addressees).id


def look(house: House, mailing_id: str) -> tuple[MailingView, list[RecipientView]]:
    with house.database.read() as session:
        found = queries.recipients_of(session, mailing_id)
        return queries.find_mailing(session, mailing_id), sorted(found, key=lambda x: x.position)


def numbers(recipients: list[RecipientView]) -> list[str]:
    return [one.document.number for one in recipients if one.document]


def count(house: House) -> int:
    with house.database.read() as session:
        return count_documents(session, DocumentKind.SOLICITATION)


def test_one_letter_fails_and_the_rest_goes_on_without_a_gap(house_on_each: House) -> None:
    house = house_on_each
    mailing_id = begin(house, campaign(house), THREE)
    work_on(house, mailing_id)
    mailing, recipients = look(house, mailing_id)
    assert not mailing.is_busy
    assert [one.state for one in recipients] == [
        LetterState.ISSUED,
        LetterState.FAILED,
        LetterState.ISSUED,
    ]
    assert numbers(recipients) == ["函字〔2026〕第0001号", "函字〔2026〕第0002号"]
    assert "200" in recipients[1].problem
    with zipfile.ZipFile(house.documents.path(mailing.zip_sha256)) as archive:
        assert sorted(archive.namelist()) == [
            "函字〔2026〕第0001号 张毓鋆.docx",
            "函字〔2026〕第0001号 张毓鋆.pdf",
            "函字〔2026〕第0002号 醴陵东堡𡝭氏宗亲会.docx",
            "函字〔2026〕第0002号 醴陵东堡𡝭氏宗亲会.pdf",
        ]
        issued = recipients[0].document
        assert issued is not None
        said = archive.read("函字〔2026〕第0001号 张毓鋆.pdf")
        assert said == house.documents.path(issued.sha256).read_bytes()


@pytest.mark.skipif(PDFTOTEXT is None, reason="poppler-utils is not installed")
def test_all_letters_stand_in_one_file_as_they_were_issued(house_on_each: House) -> None:
    house = house_on_each
    mailing_id = begin(house, campaign(house), THREE)
    work_on(house, mailing_id)
    mailing, recipients = look(house, mailing_id)
    command = [str(PDFTOTEXT), "-", "-"]
    made = house.documents.path(mailing.pdf_sha256).read_bytes()
    done = subprocess.run(command, input=made, capture_output=True, check=True)
    pages = ["".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]
    first, second = numbers(recipients)
    assert first in pages[0]
    assert "尊敬的张毓鋆" in pages[0]
    assert "敬请惠赐家谱" in pages[0]
    assert second in pages[-1]
    assert "醴陵东堡𡝭氏宗亲会" in "".join(pages)


def test_a_worker_that_died_is_followed_by_another_and_nothing_is_issued_twice(
    house_on_each: House,
) -> None:
    house = house_on_each
    names = [Addressee(f"第{place}位") for place in range(1, 4)]
    mailing_id = begin(house, campaign(house), names)
    assert do_letter(house, mailing_id)
    finish(house, mailing_id)
    assert look(house, mailing_id)[0].is_busy
    register_mailings(house)
    house.jobs.go_round()
    task = house.jobs.huey.dequeue()
    assert task is not None
    house.jobs.huey.execute(task)
    mailing, recipients = look(house, mailing_id)
    assert not mailing.is_busy
    assert numbers(recipients) == [f"函字〔2026〕第000{place}号" for place in range(1, 4)]
    work_on(house, mailing_id)
    house.jobs.ring(WORK, mailing_id=mailing_id)
    again = house.jobs.huey.dequeue()
    assert again is not None
    house.jobs.huey.execute(again)
    assert count(house) == 3
    assert look(house, mailing_id)[0].pdf_sha256 == mailing.pdf_sha256


def test_a_second_click_and_a_second_mailing_issue_nothing_anew(house_on_each: House) -> None:
    house = house_on_each
    campaign_id, token = campaign(house), new_id()
    first = begin(house, campaign_id, THREE[:1], token)
    assert begin(house, campaign_id, THREE[:1], token) == first
    work_on(house, first)
    second = begin(house, campaign_id, [*THREE[:1], Addressee("新的一位")])
    work_on(house, second)
    _, recipients = look(house, second)
    assert [one.state for one in recipients] == [LetterState.KEPT, LetterState.ISSUED]
    assert count(house) == 2


def test_all_letters_of_a_mailing_say_what_the_campaign_said_when_it_began(
    house_on_each: House,
) -> None:
    house = house_on_each
    campaign_id = campaign(house)
    mailing_id = begin(house, campaign_id, [Addressee("甲"), Addressee("乙")])
    do_letter(house, mailing_id)
    with house.database.write() as session:
        changed = NewCampaign("改了名的展览", MORNING.date(), letter="　　改了的话。")
        change_campaign(session, campaign_id, changed)
    work_on(house, mailing_id)
    again = begin(house, campaign_id, [Addressee("甲")])
    work_on(house, again)
    assert look(house, again)[1][0].state is LetterState.ISSUED
    assert count(house) == 3


def test_a_donor_who_was_merged_since_is_told_and_tried_again(house_on_each: House) -> None:
    house = house_on_each
    campaign_id = campaign(house)
    with house.database.write() as session:
        old, other = (create_donor(session, NewDonor(name)) for name in ("张三", "张叁"))
        session.get_one(Donor, old.id).merged_into_id = other.id
    mailing_id = begin(house, campaign_id, [Addressee("张三", "", old.id)])
    work_on(house, mailing_id)
    mailing, (only,) = look(house, mailing_id)
    assert (only.state, mailing.pdf_sha256) == (LetterState.FAILED, "")
    assert "已并入" in only.problem
    with house.database.write() as session:
        session.get_one(Donor, old.id).merged_into_id = None
        service.retry(session, mailing_id)
        with pytest.raises(MailingBusyError):
            service.retry(session, mailing_id)
    work_on(house, mailing_id)
    mailing, (only,) = look(house, mailing_id)
    assert only.state is LetterState.ISSUED
    assert house.documents.exists(mailing.pdf_sha256)
    with io.BytesIO(house.documents.path(mailing.zip_sha256).read_bytes()) as kept:
        assert len(zipfile.ZipFile(kept).namelist()) == 2


def test_a_mailing_is_to_somebody_and_not_to_everybody() -> None:
    with pytest.raises(NobodyChosenError):
        service.check_recipients([])
    with pytest.raises(TooManyChosenError):
        service.check_recipients([Addressee(str(place)) for place in range(501)])


def test_the_history_of_a_campaign_tells_of_a_mailing_and_not_of_each_letter(
    house_on_each: House,
) -> None:
    house = house_on_each
    campaign_id = campaign(house)
    mailing_id = begin(house, campaign_id, [Addressee(name) for name in "甲乙丙"])
    work_on(house, mailing_id)

    def told(kind: str, of: str) -> list[str]:
        with house.database.read() as session:
            return [entry.action for entry in journal.history(session, [Subject(kind, of)])]

    assert told("campaign", campaign_id) == [
        "mailings.mailing.finished",
        "mailings.mailing.begun",
        "campaigns.campaign.created",
    ]
    assert told("mailing", mailing_id).count("correspondence.paper.issued") == 3
