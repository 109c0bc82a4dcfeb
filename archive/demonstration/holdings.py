"""What the demonstration holds: a gift logged, receipted and registered, and a Siku title.

Every step asks first whether it was done, by the token of its form, so that a run that was cut
short goes on where it stopped.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy.orm import Session

from archive.accessions import queries as registers
from archive.accessions import service as accessions
from archive.accessions.schemas import NewHolding
from archive.catalogue import queries as titles
from archive.catalogue import service as catalogue
from archive.catalogue.rights_statements import PUBLIC_DOMAIN_MARK
from archive.catalogue.schemas import NewVolume, TitleFields, TitleKind
from archive.demonstration.people import actor
from archive.donations import queries as gifts
from archive.donations import service as donations
from archive.donations.receipts import issue_receipt
from archive.donations.schemas import (
    Contact,
    Decision,
    DonorKind,
    MaterialKind,
    NewDonation,
    NewDonor,
    NewLine,
)
from archive.kernel import journal
from archive.kernel.clock import to_local
from archive.kernel.house import House
from archive.rights.levels import AccessLevel

GIFT = "demogift0000"
REGISTERED = "demogift0001"
SIKU = "demosiku0000"
WHY = "示例：公有领域，供试用"


def give(house: House) -> str:
    """Log, decide, receipt and register a gift; return the volume that came of it."""
    with acting(house, "guanyuan") as session:
        known = gifts.find_submission(session, GIFT)
        donation_id = known or donations.log_donation(session, _gift(house)).id
    with acting(house, "guanyuan") as session:
        for line in gifts.find_donation(session, donation_id).lines:
            _decide(session, line.id, line.title, line.decision)
        issue_receipt(session, house, donation_id)
    with acting(house, "guanyuan") as session:
        batch = registers.find_batch_of_donation(session, donation_id)
        if batch is None:
            accessions.register_donation(session, donation_id, REGISTERED)
        lines = gifts.find_donation(session, donation_id).lines
        title_ids = [line.title_id for line in lines if line.title_id]
        for title_id in title_ids:
            _open_to_all(session, title_id)
        return titles.volumes_of(session, title_ids[0])[0].id


def hold_siku(house: House) -> str:
    """Register a title of the Siku; return its volume."""
    fields = TitleFields(
        title="湖廣通志（樣例）",
        author="（清）邁柱等監修，（清）夏力恕等編纂",
        edition="影印文淵閣四庫全書本",
        date_text="清乾隆四十七年",
        juan_count=120,
        siku_division="史部",
        siku_class="地理類",
        siku_subclass="都會郡縣",
        reprint_volume=531,
        reprint_page=1,
        rights_uri=PUBLIC_DOMAIN_MARK,
        access_level=AccessLevel.PUBLIC,
        access_reason=WHY,
        note="書影由程序繪製，僅供試用。",
    )
    volumes = (NewVolume("第一册", "史·地理·1"),)
    return _register(house, NewHolding(SIKU, TitleKind.SIKU, fields, volumes))


def hold_real(house: House, name: str) -> str:
    """Register a title for the page images of a folder called ``name``; return its volume."""
    fields = TitleFields(
        title=f"{name}（页图）",
        access_level=AccessLevel.PUBLIC,
        access_reason="示例：由本机文件夹收入",
        note="页图由本机文件夹收入。",
    )
    holding = NewHolding(
        hashlib.sha256(name.encode()).hexdigest()[:12],
        TitleKind.SIKU,
        fields,
        (NewVolume("全一册"),),
    )
    return _register(house, holding)


@contextmanager
def acting(house: House, name: str) -> Iterator[Session]:
    """Yield a write session that ``name`` signs."""
    who = actor(house, name)
    with house.database.write() as session:
        journal.act_as(session, who, house.clock)
        yield session


def _register(house: House, holding: NewHolding) -> str:
    with acting(house, "guanyuan") as session:
        batch = accessions.register_existing(session, holding)
        return registers.volume_ids_of_batch(session, batch.id)[0]


def _gift(house: House) -> NewDonation:
    today = to_local(house.clock.now()).date()
    return NewDonation(
        submission=GIFT,
        donor=NewDonor("丁家坊丁氏", DonorKind.FAMILY),
        received_on=today - dt.timedelta(days=1),
        lines=(
            NewLine("醴陵瓷业述略", "佚名", "民国", MaterialKind.BOOK, 1),
            NewLine("渌江桥旧影", "", "约1935年", MaterialKind.PHOTOGRAPH, 1),
            NewLine("辞海（缩印本）", "", "1979年", MaterialKind.BOOK, 1),
        ),
        contact=Contact(phone="0731-2345 6789", address="醴陵市丁家坊（示例地址）"),
        note="示例捐赠",
    )


def _decide(session: Session, line_id: str, title: str, decision: Decision) -> None:
    if decision is not Decision.PENDING:
        return
    if title.startswith("辞海"):
        donations.decide_line(session, line_id, Decision.DECLINED, "馆藏已有三部，非地方文献")
    else:
        donations.decide_line(session, line_id, Decision.ACCEPTED)


def _open_to_all(session: Session, title_id: str) -> None:
    view = titles.find_title(session, title_id)
    if view.access_level is AccessLevel.PUBLIC:
        return
    fields = replace(
        view.fields(),
        language="zh-Hans",
        rights_uri=PUBLIC_DOMAIN_MARK,
        access_level=AccessLevel.PUBLIC,
        access_reason=WHY,
    )
    catalogue.change_title(session, title_id, view.revision, fields)
