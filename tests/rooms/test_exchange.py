"""Imports: what is planned is what is written, and what is undone is as if it had never come."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import func, select

from archive.donations import service as donations
from archive.donations.decisions import decide_line
from archive.donations.kinds import Decision, Stage
from archive.donations.models import Donation, DonationLine
from archive.donations.queries import find_donation
from archive.donations.schemas import DonationView, NewDonor, NewLine
from archive.donors.models import Donor, DonorContact
from archive.exchange import service
from archive.exchange.errors import (
    DonorsOpenError,
    ImportChangedSinceError,
    ImportClosedError,
    ImportHasErrorsError,
    NothingToImportError,
    PreviewStaleError,
)
from archive.exchange.kinds import ImportState
from archive.exchange.queries import find_import, imported_before, list_changes
from archive.exchange.recognising.problems import Said
from archive.kernel import journal
from archive.kernel.house import House
from archive.ledger.models import AcquisitionEntry
from archive.spreadsheets.cells import Value
from tests.factories.gifts import ZHANG, make_donation
from tests.factories.holdings import make_volume
from tests.factories.importing import Importing

XMAS = dt.date(2018, 12, 27)


@pytest.fixture
def importing(house_on_each: House) -> Importing:
    return Importing(house_on_each)


def gifts(house: House) -> list[DonationView]:
    with house.database.read() as session:
        ids = session.scalars(select(Donation.id).order_by(Donation.number)).all()
        return [find_donation(session, each) for each in ids]


def figures(house: House, day: dt.date) -> tuple[int, int]:
    """What a report for ``day`` says: 种 and 册, deposits apart."""
    wanted = select(
        func.coalesce(func.sum(AcquisitionEntry.title_count), 0),
        func.coalesce(func.sum(AcquisitionEntry.volume_count), 0),
    ).where(AcquisitionEntry.effective_on <= day, AcquisitionEntry.is_deposit.is_(False))
    with house.database.read() as session:
        titles, volumes = session.execute(wanted).one()
    return int(titles), int(volumes)


def contacts(house: House) -> list[str]:
    with house.database.read() as session:
        return list(session.scalars(select(DonorContact.phone)))


LISTED: list[list[Value]] = [
    ["张毓鋆", "13800000000", XMAS, "古旧书籍展", "醴陵縣志", 3, "接收", None],
    ["张毓鋆", None, XMAS, "古旧书籍展", "醴陵縣志", 2, "接收", "是"],
    ["李四", None, dt.date(2018, 6, 1), None, "李氏家谱", 4, "接收", None],
    ["李四", None, dt.date(2018, 6, 1), None, "旧报纸", 1, "不收", None],
]


def test_rows_become_gifts_with_their_decisions_dated_back(importing: Importing) -> None:
    view = importing.confirm(importing.send(LISTED))
    made = gifts(importing.house)
    assert [(gift.donor.name, gift.received_on, len(gift.lines)) for gift in made] == [
        ("张毓鋆", XMAS, 2),
        ("李四", dt.date(2018, 6, 1), 2),
    ]
    assert [line.decided_on for line in made[0].lines] == [XMAS, XMAS]
    assert made[0].campaign_id is not None
    assert made[0].lines[1].copy_of_line_id == made[0].lines[0].id
    assert made[1].lines[1].decision is Decision.DECLINED
    assert figures(importing.house, XMAS) == (2, 9)
    assert figures(importing.house, dt.date(2018, 6, 30)) == (1, 4)
    assert contacts(importing.house) == ["13800000000"]
    assert view.state is ImportState.DONE
    with importing.house.database.read() as session:
        kinds = [(each.kind, each.is_new) for each in list_changes(session, view.id)]
    assert kinds.count(("donation", True)) == 2
    assert kinds.count(("donor", True)) == 2
    assert kinds.count(("campaign", True)) == 1


def test_nothing_is_written_before_it_is_confirmed(importing: Importing) -> None:
    view = importing.send(LISTED)
    assert gifts(importing.house) == []
    assert view.counts["gifts"] == 2
    assert view.counts["create"] == 4


def test_a_row_with_an_error_keeps_everything_out_or_is_left_out(importing: Importing) -> None:
    view = importing.send([*LISTED, ["王五", None, "2018-02-30", None, "坏日期", 1, "接收", None]])
    with pytest.raises(ImportHasErrorsError):
        importing.confirm(view)
    assert gifts(importing.house) == []
    importing.confirm(view, leave_out=True)
    assert [gift.donor.name for gift in gifts(importing.house)] == ["张毓鋆", "李四"]
    with importing.house.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Donor)) == 2


def test_a_known_donor_is_found_and_namesakes_are_asked_about(importing: Importing) -> None:
    with importing.house.database.write() as session:
        first = make_donation(session, donor=NewDonor("张毓鋆", unit="一中")).donor
    view = importing.confirm(importing.send(LISTED[:1]))
    assert len({gift.donor.id for gift in gifts(importing.house)}) == 1

    with importing.house.database.write() as session:
        make_donation(session, donor=NewDonor("张毓鋆", unit="二中"))
    rows: list[list[Value]] = [["张毓鋆", None, XMAS, None, "新书", 1, None, None]]
    view = importing.send(rows)
    assert importing.said(view)[2] >= {Said.NAMESAKES}
    with pytest.raises(DonorsOpenError):
        importing.confirm(view)
    (key,) = [d["key"] for d in importing.files.read_report(view.id)["donors"]]
    importing.confirm(importing.settle(view, choices={key: first.id}))
    assert gifts(importing.house)[-1].donor.id == first.id

    view = importing.send([["张毓鋆", None, XMAS, None, "又一本", 1, None, None]])
    importing.confirm(importing.settle(view, choices={key: "new"}))
    assert gifts(importing.house)[-1].donor.id != first.id


def test_a_telephone_number_or_a_unit_tells_namesakes_apart(importing: Importing) -> None:
    from archive.donors.schemas import Contact  # noqa: PLC0415

    with importing.house.database.write() as session:
        make_donation(session, contact=Contact(phone="138-0000-0000"))
        second = make_donation(session, donor=NewDonor("张毓鋆", unit="二中")).donor
    rows: list[list[Value]] = [["张毓鋆", "13800000000", XMAS, "甲", "二中"]]
    headings = ["捐赠人", "电话", "捐赠日期", "题名", "工作单位"]
    view = importing.confirm(importing.send(rows, headings))
    assert view.counts["new_donors"] == 0
    assert gifts(importing.house)[-1].donor.id != second.id


def test_copies_of_what_is_held_add_volumes_and_no_title(importing: Importing) -> None:
    with importing.house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, importing.house.clock)
        make_volume(session, "渌江书院志")
        known = make_donation(session, NewLine("醴陵鄉土志", volume_count=1))
        decide_line(session, known.lines[0].id, Decision.ACCEPTED)
    rows = [
        ["张三", None, XMAS, None, "渌江书院志", 2, "接收", "是"],
        ["张三", None, XMAS, None, "醴陵鄉土志", 3, "接收", "是"],
        ["张三", None, XMAS, None, "没有原本的书", 4, "接收", "是"],
    ]
    view = importing.confirm(importing.send(rows))
    assert importing.said(view)[4] >= {Said.COPY_ALONE}
    today = importing.house.clock.now().date()
    assert figures(importing.house, today) == (1, 1 + 2 + 3 + 4)


def test_a_gift_that_left_is_withdrawn_and_counts_nothing(importing: Importing) -> None:
    rows = [
        ["张三", None, XMAS, None, "甲", 2, "撤回", None],
        ["张三", None, XMAS, None, "乙", 3, "接收", None],
    ]
    importing.confirm(importing.send(rows))
    assert sorted(gift.stage for gift in gifts(importing.house)) == sorted(
        [Stage.WITHDRAWN, Stage.DECIDED]
    )
    assert figures(importing.house, XMAS) == (1, 3)


def test_what_was_confirmed_is_what_was_shown(importing: Importing) -> None:
    view = importing.send(LISTED)
    with importing.house.database.write() as session:
        make_donation(session, donor=ZHANG)
    with pytest.raises(PreviewStaleError):
        importing.confirm(view)
    importing.confirm(importing.settle(view))


def test_an_import_is_confirmed_once(importing: Importing) -> None:
    view = importing.send(LISTED)
    importing.confirm(view)
    with pytest.raises(ImportClosedError):
        importing.confirm(view)
    assert len(gifts(importing.house)) == 2


def test_the_same_file_a_second_time_is_noticed(importing: Importing) -> None:
    first = importing.confirm(importing.send(LISTED))
    again = importing.send(LISTED)
    assert importing.said(again)[2] >= {Said.MAYBE_TWICE}
    with importing.house.database.read() as session:
        assert imported_before(session, first.sha256, again.id) == first.finished_at


def test_an_undone_import_counts_on_no_day(importing: Importing) -> None:
    view = importing.confirm(importing.send(LISTED))
    assert figures(importing.house, XMAS) == (2, 9)
    undone = importing.undo(view)
    assert undone.state is ImportState.UNDONE
    for day in (dt.date(2018, 6, 30), XMAS, importing.house.clock.now().date()):
        assert figures(importing.house, day) == (0, 0)
    assert {gift.stage for gift in gifts(importing.house)} <= {Stage.WITHDRAWN, Stage.RETURNED}
    assert contacts(importing.house) == []
    with pytest.raises(ImportClosedError):
        importing.undo(view)


def test_what_somebody_worked_on_since_is_not_undone(importing: Importing) -> None:
    view = importing.confirm(importing.send(LISTED))
    (first, second) = gifts(importing.house)
    with importing.house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, importing.house.clock)
        decide_line(session, second.lines[0].id, Decision.DECLINED, "重复")
    with pytest.raises(ImportChangedSinceError, match=second.number):
        importing.undo(view)
    assert gifts(importing.house)[0].stage is first.stage


def test_a_copy_that_came_since_keeps_its_original(importing: Importing) -> None:
    view = importing.confirm(importing.send(LISTED))
    original = gifts(importing.house)[0].lines[0]
    with importing.house.database.write() as session:
        make_donation(session, NewLine("醴陵縣志", copy_of_line_id=original.id), donor=ZHANG)
    with pytest.raises(ImportChangedSinceError):
        importing.undo(view)


def exported(gift: DonationView) -> list[Value]:
    """A row as it is exported and sent in again."""
    line = gift.lines[0]
    return [
        line.id,
        gift.donor.id,
        gift.donor.name,
        gift.received_on,
        line.title,
        line.volume_count,
        "接收",
    ]


UPDATE = ["行编号", "捐赠人编号", "捐赠人", "收到日期", "题名", "册数", "决定"]


def test_a_row_that_is_known_is_changed_and_put_back(importing: Importing) -> None:
    with importing.house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, importing.house.clock)
        gift = make_donation(session, NewLine("醴陵县志", "徐淦", volume_count=3))
        decide_line(session, gift.lines[0].id, Decision.ACCEPTED)
    same = importing.send([exported(gift)], UPDATE)
    assert same.counts["same"] == 1
    with pytest.raises(NothingToImportError):
        importing.confirm(same)

    row = exported(gift)
    row[4:7] = ["醴陵縣志", 5, "不接收"]
    view = importing.send([row], UPDATE)
    (shown,) = importing.files.read_report(view.id)["rows"]
    assert [(d["field"], d["before"], d["after"]) for d in shown["differences"]][:2] == [
        ("title", "醴陵县志", "醴陵縣志"),
        ("volume_count", "3", "5"),
    ]
    importing.confirm(view)
    (changed,) = gifts(importing.house)
    assert (changed.lines[0].title, changed.lines[0].volume_count) == ("醴陵縣志", 5)
    assert changed.lines[0].decision is Decision.DECLINED
    assert changed.lines[0].author == "徐淦"

    importing.undo(view)
    (back,) = gifts(importing.house)
    assert (back.lines[0].title, back.lines[0].volume_count) == ("醴陵县志", 3)
    assert (back.lines[0].decision, back.lines[0].author) == (Decision.ACCEPTED, "徐淦")


def test_what_belongs_to_the_gift_is_not_changed_by_a_row(importing: Importing) -> None:
    with importing.house.database.write() as session:
        gift = make_donation(session, NewLine("醴陵县志", volume_count=3))
    row = exported(gift)
    row[3], row[6] = XMAS, "待定"
    view = importing.send([row], UPDATE)
    assert importing.said(view)[2] == {Said.FIXED}


def test_a_list_of_donors_makes_and_changes_donors(importing: Importing) -> None:
    with importing.house.database.write() as session:
        known = make_donation(session, donor=NewDonor("张毓鋆")).donor
    rows: list[list[Value]] = [
        [known.id, "张毓鋆", "一中", "13800000000"],
        [None, "李四", "二中", "13900000000"],
    ]
    view = importing.send(rows, ["捐赠人编号", "姓名", "工作单位", "电话"])
    report = importing.files.read_report(view.id)
    assert "13800000000" not in str(report)
    assert "13900000000" not in str(report)
    importing.confirm(view)
    with importing.house.database.read() as session:
        found = session.execute(select(Donor.name, Donor.unit).order_by(Donor.unit)).all()
        entries = session.scalars(select(journal.JournalEntry)).all()
    assert [tuple(each) for each in found] == [("张毓鋆", "一中"), ("李四", "二中")]
    assert sorted(contacts(importing.house)) == ["13800000000", "13900000000"]
    assert all("1380000" not in str((each.before, each.after, each.why)) for each in entries)
    importing.undo(view)
    with importing.house.database.read() as session:
        assert session.get_one(Donor, known.id).unit == ""


def test_nothing_that_was_sent_is_kept_for_ever(importing: Importing, tmp_path: Path) -> None:
    view = importing.send(LISTED)
    assert importing.files.has(view.id)
    with importing.house.database.write() as session:
        service.cancel(session, view.id)
    importing.files.forget(view.id)
    assert list((tmp_path / "archive" / "exchange").iterdir()) == []
    with importing.house.database.read() as session:
        assert find_import(session, view.id).state is ImportState.CANCELLED


def test_a_line_in_the_registers_is_not_changed(importing: Importing) -> None:
    with importing.house.database.write() as session:
        gift = make_donation(session, NewLine("醴陵县志", volume_count=3))
        volume = make_volume(session, "醴陵县志")
        decide_line(session, gift.lines[0].id, Decision.ACCEPTED)
        donations.mark_registered(session, gift.lines[0].id, volume.title.id)
    row = exported(gift)
    row[5] = 5
    view = importing.send([row], UPDATE)
    assert importing.said(view)[2] == {Said.REGISTERED}
    with importing.house.database.read() as session:
        assert session.get_one(DonationLine, gift.lines[0].id).volume_count == 3
