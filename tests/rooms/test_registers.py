"""The registers as legal books: masks, closed months, corrections, withdrawals."""

import datetime as dt

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from archive.accessions import deregistering, months, queries, series, service
from archive.accessions.corrections import correct_entry, corrections_of
from archive.accessions.errors import (
    AlreadyDeregisteredError,
    CorrectionEmptyError,
    EntryNotFoundError,
    MasksCollideError,
    MonthClosedBeforeError,
    MonthClosedError,
    MonthNotOverError,
    NotConfirmedError,
    NumberUnknownError,
    RegisteredInFutureError,
)
from archive.accessions.models import DeregistrationReason, EntryKind
from archive.accessions.queries import RegisterFilter
from archive.accessions.schemas import BatchView
from archive.accessions.service import Placing
from archive.catalogue import service as catalogue
from archive.catalogue.errors import VolumeDeregisteredError
from archive.catalogue.queries import count_held, find_volume
from archive.catalogue.schemas import TitleKind
from archive.donations.models import Donation, DonationLine
from archive.donations.schemas import NewLine
from archive.kernel import journal
from archive.kernel.clock import FixedClock
from archive.kernel.database import Database
from archive.kernel.identifiers import new_id
from archive.kernel.journal import SYSTEM
from archive.locations.service import create_branch, create_room
from tests.factories.gifts import make_accepted
from tests.fixtures.houses import MORNING

FEBRUARY = dt.date(2026, 2, 10)


def register(session: Session, *lines: NewLine, place: Placing | None = None) -> BatchView:
    """Log, accept and register a gift, all on the day of its entry."""
    gift = accepted(session, *lines, day=place.day if place else None)
    return service.register_donation(session, gift, new_id(), None, place or Placing())


def accepted(session: Session, *lines: NewLine, day: dt.date | None = None) -> str:
    """Log and accept a gift, as if that had been done on ``day``."""
    gift = make_accepted(session, *lines)
    if day is not None:
        session.execute(update(Donation).where(Donation.id == gift.id).values(received_on=day))
        session.execute(
            update(DonationLine).where(DonationLine.donation_id == gift.id).values(decided_on=day)
        )
        session.expire_all()
    return gift.id


def begin(session: Session) -> FixedClock:
    """Let it be the second of March 2026."""
    clock = FixedClock(MORNING)
    journal.act_as(session, SYSTEM, clock)
    return clock


def test_each_room_counts_by_its_own_mask(database: Database) -> None:
    with database.write() as session:
        begin(session)
        room = create_room(session, create_branch(session, "ZG", "总馆").id, "DF", "地方文献室")
        series.set_mask(session, room.id, None, "{room}{year}-{seq:04}")
        there = register(session, NewLine("甲", volume_count=2), place=Placing(room.id))
        here = register(session, NewLine("乙"))
        again = register(session, NewLine("丙"), place=Placing(room.id))
        assert (there.first_label, there.last_label) == ("DF2026-0001", "DF2026-0002")
        assert here.first_label == "000001"
        assert again.first_label == "DF2026-0003"
        assert find_volume(session, again.volumes[0].id).accession_label == "DF2026-0003"
        with pytest.raises(MasksCollideError):
            series.set_mask(session, None, TitleKind.SIKU, "{seq}")


def test_a_closed_month_is_not_written_any_more(database: Database) -> None:
    with database.write() as session:
        begin(session)
        register(session, NewLine("甲"), place=Placing(day=FEBRUARY))
        with pytest.raises(NotConfirmedError):
            months.close_month(session, 2026, 2, "2026-03")
        with pytest.raises(MonthNotOverError):
            months.close_month(session, 2026, 3, "2026-03")
        months.close_month(session, 2026, 2, "2026-02")
        with pytest.raises(MonthClosedBeforeError):
            months.close_month(session, 2026, 2, "2026-02")
        late = accepted(session, NewLine("乙"), day=FEBRUARY)
        with pytest.raises(MonthClosedError):
            service.register_donation(session, late, new_id(), None, Placing(day=FEBRUARY))
    with database.write() as session:
        begin(session)
        tomorrow = MORNING.date() + dt.timedelta(days=2)
        gift = make_accepted(session, NewLine("丙"))
        with pytest.raises(RegisteredInFutureError):
            service.register_donation(session, gift.id, new_id(), None, Placing(day=tomorrow))
    with database.read() as session:
        assert queries.count_batches(session, RegisterFilter.of_month(2026, 2)) == 1


def test_a_correction_stands_beside_the_entry_it_corrects(database: Database) -> None:
    with database.write() as session:
        begin(session)
        batch = register(session, NewLine("甲"))
        made = correct_entry(
            session, EntryKind.BATCH, batch.number, was="一种", is_now="二种", why="漏记"
        )
        assert made.number == "更2026-0001"
        assert queries.find_batch(session, batch.id) == batch
        (found,) = corrections_of(session, EntryKind.BATCH, [batch.number])[batch.number]
        assert (found.was, found.is_now) == ("一种", "二种")
        with pytest.raises(EntryNotFoundError):
            correct_entry(session, EntryKind.ITEM, "无", was="a", is_now="b", why="c")
        with pytest.raises(CorrectionEmptyError):
            correct_entry(session, EntryKind.BATCH, batch.number, was="一", is_now="一", why="无")


def test_what_is_taken_out_is_held_no_more_and_its_number_is_not_used_again(
    database: Database,
) -> None:
    with database.write() as session:
        begin(session)
        batch = register(session, NewLine("甲", volume_count=2))
        catalogue.publish_volume(session, batch.volumes[0].id)
        labels = [batch.first_label]
        with pytest.raises(NotConfirmedError):
            deregistering.deregister(
                session, labels, DeregistrationReason.LOST, approval="馆长", typed="注销"
            )
        made = deregistering.deregister(
            session, labels, DeregistrationReason.LOST, approval="馆长", typed="注销 1 册"
        )
        assert made == ["注2026-0001"]
        gone = find_volume(session, batch.volumes[0].id)
        assert not gone.is_published
        assert count_held(session) == (1, 1, 0)
        with pytest.raises(VolumeDeregisteredError):
            catalogue.publish_volume(session, gone.id)
        with pytest.raises(AlreadyDeregisteredError):
            deregistering.find_numbers(session, labels)
        with pytest.raises(NumberUnknownError, match="999999"):
            deregistering.find_numbers(session, ["999999"])
        assert register(session, NewLine("乙")).first_label == "000003"
        (row,) = deregistering.list_deregistrations(session, month=(2026, 3))
        assert (row.label, row.reason) == ("000001", DeregistrationReason.LOST)


def test_totals_of_a_month_are_those_of_its_entries(database: Database) -> None:
    with database.write() as session:
        begin(session)
        register(
            session,
            NewLine("甲", volume_count=3, value_cents=1200),
            NewLine("乙", volume_count=0, piece_count=5),
            place=Placing(day=FEBRUARY),
        )
        register(session, NewLine("丙"))
        assert queries.month_totals(session, RegisterFilter.of_month(2026, 2)) == (2, 3, 5, 1200)
        assert queries.registered_months(session) == [(2026, 3), (2026, 2)]
        assert len(list(queries.each_item(session))) == 9
