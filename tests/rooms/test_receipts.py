"""Receipts on both engines: their numbers, above all."""

import threading

import pytest

from archive.documents.errors import DocumentNotFoundError, ReissueReasonMissingError
from archive.documents.queries import find_document
from archive.donations import receipts
from archive.donations.decisions import Choice, decide_lines
from archive.donations.errors import DonationNotFoundError, NothingReceivedError
from archive.donations.kinds import Decision
from archive.donations.queries import find_donation
from archive.donations.schemas import NewDonation, NewLine
from archive.donations.service import promise_donation
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Actor, act_as
from archive.markup.fill import Rows
from tests.factories.gifts import TODAY, ZHANG, make_donation
from tests.factories.journals import read_history


def make_gifts(house: House, count: int) -> list[str]:
    with house.database.write() as session:
        act_as(session, Actor("1", "王芳"), house.clock)
        return [make_donation(session).id for _ in range(count)]


def issue(house: House, donation_id: str, note: str = "") -> str:
    with house.database.write() as session:
        act_as(session, Actor("1", "王芳"), house.clock)
        return receipts.issue_receipt(session, house, donation_id, note).number


def test_receipts_issued_at_once_have_no_gap(house_on_each: House) -> None:
    house = house_on_each
    numbers: list[str] = []
    threads = [
        threading.Thread(target=lambda gift=gift: numbers.append(issue(house, gift)))
        for gift in make_gifts(house, 4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [f"收字〔2026〕第000{n}号" for n in (1, 2, 3, 4)]


def test_clicks_at_once_on_one_gift_issue_one_receipt(house_on_each: House) -> None:
    house, numbers = house_on_each, list[str]()
    (gift,) = make_gifts(house, 1)
    threads = [
        threading.Thread(target=lambda: numbers.append(issue(house, gift))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers == ["收字〔2026〕第0001号"] * 3


def test_a_paper_is_set_while_others_write(house_on_each: House) -> None:
    house = house_on_each
    (gift,) = make_gifts(house, 1)
    with house.database.write():
        draft = receipts.draft_receipt(house, Actor("1", "王芳"), gift)
    assert draft is not None
    with house.database.write() as session:
        act_as(session, Actor("1", "王芳"), house.clock)
        issued = receipts.issue_receipt(session, house, gift, draft=draft)
    assert issued.number == draft.plan.imprint.number == "收字〔2026〕第0001号"
    assert house.documents.path(issued.sha256).read_bytes() == draft.paper
    assert receipts.draft_receipt(house, Actor("1", "王芳"), gift) is None


def test_a_draft_that_was_overtaken_is_set_again(house_on_each: House) -> None:
    house = house_on_each
    slow, quick = make_gifts(house, 2)
    draft = receipts.draft_receipt(house, Actor("1", "王芳"), slow)
    assert draft is not None
    assert issue(house, quick) == draft.plan.imprint.number
    with house.database.write() as session:
        act_as(session, Actor("1", "王芳"), house.clock)
        issued = receipts.issue_receipt(session, house, slow, draft=draft)
    assert issued.number == "收字〔2026〕第0002号"
    assert house.documents.path(issued.sha256).read_bytes() != draft.paper


def test_a_number_that_was_rolled_back_is_given_out_again(house_on_each: House) -> None:
    house = house_on_each
    (gift,) = make_gifts(house, 1)
    with house.database.write() as session:
        receipts.issue_receipt(session, house, gift)
        session.rollback()
    assert issue(house, gift) == "收字〔2026〕第0001号"


def test_what_was_issued_is_kept_by_its_sum_and_journalled(house_on_each: House) -> None:
    house = house_on_each
    (gift,) = make_gifts(house, 1)
    number = issue(house, gift)
    with house.database.read() as session:
        document = find_document(session, number)
        assert receipts.receipts_of(session, gift) == [document]
        with pytest.raises(DocumentNotFoundError):
            find_document(session, "收字〔2026〕第9999号")
    assert house.documents.verify(document.sha256)
    assert document.issued_at == house.clock.now()
    entry = read_history(house.database, "donation", gift)[0]
    assert (entry.action, entry.actor) == ("donations.donation.receipted", "王芳")
    assert entry.after["number"] == number


def test_another_one_needs_a_reason_and_names_the_first(house: House) -> None:
    (gift,) = make_gifts(house, 1)
    first = issue(house, gift)
    with house.database.write() as session:
        with pytest.raises(ReissueReasonMissingError):
            receipts.reissue_receipt(session, house, gift, " ")
        again = receipts.reissue_receipt(session, house, gift, "原件遗失")
        with pytest.raises(DonationNotFoundError):
            receipts.issue_receipt(session, house, "nowhere")
    assert again.number != first
    assert again.note == f"原件遗失；替代 {first}"


def test_a_receipt_tells_what_was_brought_also_of_what_is_kept_in_part(
    house_on_each: House,
) -> None:
    with house_on_each.database.write() as session:
        act_as(session, Actor("1", "王芳"), house_on_each.clock)
        gift = make_donation(session, NewLine("渌江潘氏族谱", volume_count=5, piece_count=0))
        choice = Choice(Decision.PARTLY_ACCEPTED, "重复", accepted_count=3)
        decide_lines(session, gift.id, [gift.lines[0].id], choice)
        said = receipts.receipt_of(session, find_donation(session, gift.id)).values
    listed = said["清单"]
    assert isinstance(listed, Rows)
    (row,) = listed.rows
    assert (said["数量"], row["册数"], row["处理"]) == ("1种5册", "5", "部分接收3册")


def test_no_receipt_is_given_for_what_did_not_come(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        act_as(session, Actor("1", "王芳"), house_on_each.clock)
        gift = promise_donation(session, NewDonation(new_id(), ZHANG, TODAY, ()))
        with pytest.raises(NothingReceivedError):
            receipts.issue_receipt(session, house_on_each, gift.id)
