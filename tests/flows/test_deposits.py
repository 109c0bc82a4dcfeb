"""What is only deposited: until when, given back piece by piece, and the list of it."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from archive.accounts.models import Role
from archive.donations import deposits
from archive.donations.decisions import Choice, decide
from archive.donations.deposits import Standing, list_deposits
from archive.donations.errors import LineReturnedError, NotDepositedError
from archive.donations.kinds import Decision
from archive.donations.queries import find_donation
from archive.donations.schemas import DonationView, NewLine
from archive.kernel import journal
from archive.kernel.clock import FixedClock
from archive.kernel.house import House
from archive.kernel.journal import SYSTEM, Subject
from archive.ledger.queries import Asked, sums
from tests.factories.gifts import TODAY, make_donation
from tests.fixtures.clients import Person
from tests.fixtures.houses import MORNING
from tests.fixtures.statements import CountQueries

LATER = MORNING + dt.timedelta(days=30)
PHOTOS = NewLine("老街照片", volume_count=0, piece_count=12)


def make_deposit(session: Session) -> DonationView:
    """Take two things as a deposit and accept a third."""
    gift = make_donation(session, NewLine("族谱", volume_count=2), PHOTOS, NewLine("县志"))
    for line, decision in zip(
        gift.lines, (Decision.DEPOSITED, Decision.DEPOSITED, Decision.ACCEPTED), strict=True
    ):
        decide(session, line.id, Choice(decision))
    return find_donation(session, gift.id)


def deposited(session: Session, day: dt.date) -> tuple[int, int, int]:
    """Return how many 册 and 件 the ledger counts as deposits on a day, and 册 of the rest."""
    found = sums(session, Asked(None, day))
    kept, others = found.get((True, ())), found.get((False, ()))
    rest = others.volumes if others else 0
    return (kept.volumes, kept.pieces, rest) if kept else (0, 0, rest)


def test_one_piece_is_given_back_and_the_ledger_follows_from_that_day(
    house_on_each: House,
) -> None:
    with house_on_each.database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING))
        gift = make_deposit(session)
        journal.act_as(session, SYSTEM, FixedClock(LATER))
        back = TODAY + dt.timedelta(days=10)
        deposits.return_line(session, gift.lines[0].id, back, "主人取回")
        assert deposited(session, back - dt.timedelta(days=1)) == (2, 12, 1)
        assert deposited(session, back) == (0, 12, 1)
        newest = journal.history(session, [Subject("donation", gift.id)])[0]
        assert newest.action == "donations.donation.line-returned"
        assert newest.why == "主人取回"
        with pytest.raises(LineReturnedError):
            deposits.return_line(session, gift.lines[0].id, back, "又取回")
        with pytest.raises(LineReturnedError):
            decide(session, gift.lines[0].id, Choice(Decision.ACCEPTED))
        deposits.take_return_back(session, gift.lines[0].id, "记错了")
        assert deposited(session, LATER.date()) == (2, 12, 1)
        assert deposited(session, back) == (0, 12, 1), "an earlier day stays what it was"


def test_what_was_accepted_is_not_given_back(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        gift = make_deposit(session)
        with pytest.raises(NotDepositedError):
            deposits.return_line(session, gift.lines[2].id, None, "弄错")


def test_the_list_says_what_is_held_what_is_due_and_what_went_back(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING))
        gift = make_deposit(session)
        deposits.agree_term(session, gift.lines[1].id, TODAY + dt.timedelta(days=5))
        deposits.return_line(session, gift.lines[0].id, TODAY, "取回")

        def titles(standing: Standing, day: dt.date) -> list[str]:
            return [row.line.title for row in list_deposits(session, standing, day)]

        assert titles(Standing.HELD, TODAY) == ["老街照片"]
        assert titles(Standing.DUE, TODAY) == []
        assert titles(Standing.DUE, TODAY + dt.timedelta(days=6)) == ["老街照片"]
        assert titles(Standing.RETURNED, TODAY) == ["族谱"]
        assert titles(Standing.ALL, TODAY) == ["老街照片", "族谱"]


def test_a_clerk_agrees_a_term_gives_back_and_takes_the_list_along(
    house: House, person: Person, count_queries: CountQueries
) -> None:
    with house.database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING))
        gift = make_deposit(session)
    clerk = person(Role.STAFF)
    book, photos, kept = gift.lines
    here = f"/desk/donations/{gift.id}/lines"
    assert clerk.submit(f"{here}/{photos.id}/deposit-term", {f"until-{photos.id}": "2030-01-01"})
    assert "寄存到" in clerk.get(f"/desk/donations/{gift.id}").text
    nameless = clerk.submit(f"{here}/{book.id}/return", {f"returned_on-{book.id}": "2026-03-02"})
    assert nameless.status_code == 422
    assert f'id="field-why-{book.id}-error"' in nameless.text
    early = {f"returned_on-{book.id}": "2020-01-01", f"why-{book.id}": "取回"}
    assert f"returned_on-{book.id}-error" in clerk.submit(f"{here}/{book.id}/return", early).text
    assert clerk.submit(f"{here}/{book.id}/return", {f"why-{book.id}": "取回"}).status_code == 303
    assert "退还寄存的第 1 项" in clerk.get(f"/desk/donations/{gift.id}").text
    with count_queries(house.database) as asked:
        page = clerk.get("/desk/deposits").text
    assert len(asked) <= 12
    assert "老街照片" in page
    assert "族谱" not in page
    assert "族谱" in clerk.get("/desk/deposits?standing=returned").text
    sheet = clerk.get("/desk/deposits.xlsx?standing=all")
    assert sheet.status_code == 200
    assert sheet.content[:2] == b"PK"
    undo = f"{here}/{book.id}/return/undo"
    assert clerk.submit(undo, {f"why-{book.id}": "记错了"}).status_code == 303
    assert "族谱" in clerk.get("/desk/deposits").text
    assert clerk.submit(f"{here}/{kept.id}/return", {f"why-{kept.id}": "x"}).status_code == 409


def test_nothing_deposited_is_said_in_words(person: Person) -> None:
    assert "没有这样的寄存文献" in person(Role.STAFF).get("/desk/deposits").text
