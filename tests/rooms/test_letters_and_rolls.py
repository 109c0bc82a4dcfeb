"""Letters of a campaign and public rolls: each its own number, nobody named against his will."""

import datetime as dt

import pytest

from archive.campaigns.queries import find_campaign
from archive.campaigns.schemas import NewCampaign
from archive.campaigns.service import create_campaign
from archive.correspondence.errors import NobodyToNameError
from archive.correspondence.issuing import issue
from archive.correspondence.letters import Addressee, letter_to
from archive.correspondence.rolls import UNSIGNED, Scope, roll_of
from archive.correspondence.said import paper_about
from archive.documents.kinds import DocumentKind
from archive.documents.schemas import Paper
from archive.donations.decisions import Choice, decide_lines
from archive.donations.queries import find_donation
from archive.donations.schemas import AcquisitionMode, Decision, NewDonor, NewLine
from archive.donations.service import decide_line
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.journal import Actor
from archive.markup.fill import Rows
from tests.factories.gifts import TODAY, make_donation
from tests.factories.people import OPERATOR

WANG = Actor("1", "王芳")
YEAR = Scope(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def give(
    house: House,
    donor: NewDonor,
    *titles: str,
    mode: AcquisitionMode = AcquisitionMode.DONATION,
    campaign_id: str | None = None,
) -> None:
    with house.database.write() as session:
        journal.act_as(session, WANG, house.clock)
        lines = [NewLine(title, volume_count=2) for title in titles]
        gift = make_donation(session, *lines, donor=donor, mode=mode, campaign_id=campaign_id)
        for line in gift.lines:
            decide_line(session, line.id, Decision.ACCEPTED)


def call(house: House) -> str:
    with house.database.write() as session:
        return create_campaign(session, NewCampaign("2026年古旧书籍展", TODAY)).id


def rows_of(paper: Paper) -> tuple[dict[str, str], ...]:
    table = paper.values["名录"]
    assert isinstance(table, Rows)
    return tuple(dict(row) for row in table.rows)


def test_only_who_agreed_is_named_and_the_others_are_counted(house_on_each: House) -> None:
    house = house_on_each
    give(
        house, NewDonor("张毓鋆", credit_name="渌江张氏", on_roll=True), "醴陵縣志", "渌江书院讲义"
    )
    give(house, NewDonor("李未允"), "李氏族谱")
    give(house, NewDonor("王匿名", is_anonymous=True, on_roll=True), "王氏家书")
    give(house, NewDonor("书商", on_roll=True), "购来之书", mode=AcquisitionMode.PURCHASE)
    with house.database.read() as session:
        paper = roll_of(session, YEAR)
    named, unnamed = rows_of(paper)
    assert (named["捐赠人"], named["捐赠文献"]) == ("渌江张氏", "《醴陵縣志》《渌江书院讲义》")
    assert (named["数量"], named["日期"]) == ("2种4册", "2026年3月")
    assert (unnamed["捐赠人"], unnamed["数量"]) == (UNSIGNED, "2种4册")
    assert "2位" in unnamed["捐赠文献"]
    assert (paper.values["人数"], paper.values["数量"]) == ("3", "4种8册")
    assert paper.values["名录期间"] == "2026年度"
    said = str(paper.values)
    for hidden in ("张毓鋆", "李未允", "李氏族谱", "王匿名", "王氏家书", "书商", "购来之书"):
        assert hidden not in said


def test_a_roll_keeps_to_its_time_and_its_campaign(house_on_each: House) -> None:
    house = house_on_each
    campaign = call(house)
    give(house, NewDonor("张毓鋆", on_roll=True), "醴陵縣志", campaign_id=campaign)
    give(house, NewDonor("李同意", on_roll=True), "李氏族谱")
    with house.database.read() as session:
        (only,) = rows_of(roll_of(session, Scope(TODAY, TODAY, campaign)))
        assert only["捐赠人"] == "张毓鋆"
        assert len(rows_of(roll_of(session, Scope(TODAY, TODAY)))) == 2
        yesterday = TODAY - dt.timedelta(days=1)
        with pytest.raises(NobodyToNameError):
            roll_of(session, Scope(yesterday, yesterday))


def test_a_letter_has_its_own_number_and_is_not_issued_twice(house_on_each: House) -> None:
    house = house_on_each
    campaign_id = call(house)

    def send(name: str, unit: str = "", note: str = "") -> tuple[str, bool]:
        paper, is_new = issue(
            house,
            WANG,
            lambda session: letter_to(
                session, find_campaign(session, campaign_id), Addressee(name, unit)
            ),
            note,
        )
        return paper.number, is_new

    assert send("张毓鋆") == ("函字〔2026〕第0001号", True)
    assert send("张毓鋆", "渌江书院") == ("函字〔2026〕第0002号", True)
    assert send("张毓鋆") == ("函字〔2026〕第0001号", False)
    assert send("李氏宗亲会") == ("函字〔2026〕第0003号", True)
    assert send("张毓鋆", note="原件遗失") == ("函字〔2026〕第0004号", True)


def test_a_letter_thanks_for_no_deposit_and_the_list_names_all_that_came(
    house_on_each: House,
) -> None:
    with house_on_each.database.write() as session:
        journal.act_as(session, OPERATOR, house_on_each.clock)
        lines = [NewLine("渌江潘氏族谱", volume_count=5), NewLine("祠产契约", volume_count=2)]
        gift = make_donation(session, *lines)
        first, second = (line.id for line in gift.lines)
        part = Choice(Decision.PARTLY_ACCEPTED, "重复", accepted_count=3)
        decide_lines(session, gift.id, [first], part)
        decide_lines(session, gift.id, [second], Choice(Decision.DEPOSITED))
        gift = find_donation(session, gift.id)
        thanks = paper_about(session, DocumentKind.THANKS, gift).values
        listed = paper_about(session, DocumentKind.DONATION_LIST, gift).values
    assert (thanks["题名"], thanks["数量"]) == ("《渌江潘氏族谱》", "1种3册")
    assert listed["数量"] == "2种7册"
