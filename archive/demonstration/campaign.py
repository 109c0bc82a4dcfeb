"""The campaign of the demonstration: gifts at every stage that a clerk meets, and two leads."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.agreements.schemas import NetworkScope, Terms
from archive.agreements.service import draft_agreement, sign_agreement
from archive.campaigns.queries import list_campaigns
from archive.campaigns.schemas import NewCampaign
from archive.campaigns.service import create_campaign
from archive.demonstration.holdings import acting
from archive.donations import queries as gifts
from archive.donations import service as donations
from archive.donations.schemas import (
    AcquisitionMode,
    Contact,
    Decision,
    DonorKind,
    MaterialKind,
    NewDonation,
    NewDonor,
    NewLine,
)
from archive.kernel.house import House
from archive.kernel.journal import today
from archive.leads.schemas import NewLead
from archive.leads.service import create_lead

NAME = "古旧书籍展（示例）"
LETTER = (
    "本馆举办古旧书籍展，诚征谱牒、方志、年鉴、手稿、照片与契约文书。\n来函来电即可，馆员可以上门。"
)


@dataclass(frozen=True, slots=True)
class _Gift:
    """A gift as it came: who, how many days ago, what, and what was decided on all of it."""

    token: str
    donor: NewDonor
    phone: str
    days_ago: int
    lines: tuple[NewLine, ...]
    decision: Decision = Decision.PENDING
    mode: AcquisitionMode = AcquisitionMode.DONATION
    is_agreed: bool = False


_GIFTS = (
    _Gift(
        "demofair0000",
        NewDonor("王毓芳", DonorKind.PERSON),
        "139-0000-1234",
        12,
        (
            NewLine("王氏五修族谱", "王先谦等", "民国八年", MaterialKind.GENEALOGY, 12),
            NewLine("渌江书院课艺", "", "清光绪年间", MaterialKind.MANUSCRIPT, 2),
        ),
        Decision.ACCEPTED,
        is_agreed=True,
    ),
    _Gift(
        "demofair0001",
        NewDonor("县瓷业公司", DonorKind.ORGANISATION),
        "",
        5,
        (
            NewLine("县瓷业年鉴", "县瓷业公司", "1986年", MaterialKind.YEARBOOK, 3),
            NewLine("窑厂旧照", "", "约1955年", MaterialKind.PHOTOGRAPH, 0, piece_count=18),
        ),
    ),
    _Gift(
        "demofair0002",
        NewDonor("李家祠堂", DonorKind.FAMILY),
        "",
        3,
        (NewLine("李氏宗谱", "", "清同治十年", MaterialKind.GENEALOGY, 8),),
        Decision.DEPOSITED,
        mode=AcquisitionMode.DEPOSIT,
    ),
)


def hold_fair(house: House) -> None:
    """Open the campaign, log its gifts and write down its leads, where that is not done yet."""
    with acting(house, "guanyuan") as session:
        campaign_id = _campaign(session)
        for gift in _GIFTS:
            if gifts.find_submission(session, gift.token) is None:
                _log(session, gift, campaign_id)


def _campaign(session: Session) -> str:
    known = {campaign.name: campaign.id for campaign in list_campaigns(session)}
    if NAME in known:
        return known[NAME]
    day = today(session)
    begin, end = day - dt.timedelta(days=15), day + dt.timedelta(days=15)
    campaign = create_campaign(session, NewCampaign(NAME, begin, end, "县文化馆一楼", LETTER))
    _write_leads(session, campaign.id, day)
    return campaign.id


def _write_leads(session: Session, campaign_id: str, day: dt.date) -> None:
    for subject, told_by, step, days in (
        ("县志办清出旧年鉴约三十册", "县志办来电", "约时间上门看", -1),
        ("老教师日记与教案", "退休教师家属", "打电话问是否整理好", 4),
    ):
        create_lead(
            session,
            NewLead(
                subject,
                told_by=told_by,
                next_step=step,
                next_step_on=day + dt.timedelta(days=days),
                campaign_id=campaign_id,
            ),
        )


def _log(session: Session, gift: _Gift, campaign_id: str) -> None:
    received_on = today(session) - dt.timedelta(days=gift.days_ago)
    donation = donations.log_donation(
        session,
        NewDonation(
            submission=gift.token,
            donor=gift.donor,
            received_on=received_on,
            lines=gift.lines,
            contact=Contact(phone=gift.phone),
            note="示例捐赠",
            campaign_id=campaign_id,
            mode=gift.mode,
        ),
    )
    if gift.decision is Decision.PENDING:
        return
    for line in donation.lines:
        donations.decide_line(session, line.id, gift.decision)
    if gift.is_agreed:
        terms = Terms(network_scope=NetworkScope.ON_PREMISES)
        draft = draft_agreement(session, donation.id, terms)
        sign_agreement(session, draft.id, today(session), gift.donor.name)
