"""Slips: filling, sending, receiving, sending back; what is under way stands nowhere."""

import datetime as dt
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from archive.catalogue.schemas import VolumeView
from archive.catalogue.service import take_out
from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Subject
from archive.locations.schemas import PlaceView
from archive.stock import queries as stock
from archive.stock import service as moving
from archive.stock.errors import VolumeWithdrawnError
from archive.stock.queries import StockFilter
from archive.stock.schemas import Cause, Whereabouts
from archive.transfers import queries, service
from archive.transfers.errors import (
    EmptyTransferError,
    NotInRoomError,
    NotOnSlipError,
    PlaceNotInTargetError,
    SameRoomError,
    TransferStateError,
    VolumeAlreadyUnderWayError,
)
from archive.transfers.schemas import LineState, TransferState, TransferView
from tests.factories.people import OPERATOR
from tests.factories.places import make_places, make_room
from tests.factories.registered import register_volumes


@dataclass
class World:
    """Two rooms of one branch and one of another; three volumes stand in the first."""

    origin: PlaceView
    shelf: PlaceView
    other: PlaceView
    other_shelf: PlaceView
    far: PlaceView
    volumes: list[VolumeView]

    @property
    def ids(self) -> list[str]:
        return [volume.id for volume in self.volumes]


def set_up(session: Session) -> World:
    journal.act_as(session, OPERATOR)
    origin = make_room(session, "地方文献室", "DF")
    other = make_room(session, "四库室", "SK")
    far = make_room(session, "地方文献室", "DF", ("XH", "星海明筑分馆"))
    (shelf,) = make_places(session, origin, 1)
    (other_shelf,) = make_places(session, other, 1)
    world = World(origin, shelf, other, other_shelf, far, register_volumes(session))
    moving.move(session, world.ids, shelf, Cause.SHELVED)
    return world


def begin(session: Session, origin: PlaceView, target: PlaceView) -> TransferView:
    return service.begin_transfer(session, origin.id, target.id, new_id(), "调拨")


def where(session: Session, volume_id: str) -> Whereabouts:
    return stock.whereabouts_of(session, [volume_id])[volume_id]


def test_a_slip_from_draft_to_received(database: Database) -> None:
    with database.write() as session:
        w = set_up(session)
        slip = begin(session, w.origin, w.other)
        service.add_volumes(session, slip.id, [*w.ids, w.ids[0]])
        assert service.add_volumes(session, slip.id, w.ids[:1]) == []
        service.remove_volume(session, slip.id, w.ids[2])
        sent = service.send_transfer(session, slip.id)
        assert sent.number == f"移库字〔{journal.today(session).year}〕第0001号"
        assert where(session, w.ids[0]).name == sent.number
        assert stock.count_stock(session, StockFilter(is_under_way=True)) == 2
        assert stock.count_stock(session, StockFilter(w.origin)) == 1
        first = service.receive_volume(session, slip.id, w.ids[0], w.other_shelf.id)
        assert first.state is LineState.RECEIVED
        assert first.from_name == w.shelf.path
        assert queries.find_transfer(session, slip.id).state is TransferState.SENT
        service.return_volume(session, slip.id, w.ids[1])
        done = queries.find_transfer(session, slip.id)
        assert (done.state, done.received_by) == (TransferState.RECEIVED, OPERATOR.name)
        assert where(session, w.ids[0]).place == w.other_shelf
        assert where(session, w.ids[1]).place == w.shelf
        (moved, left, *_) = stock.movements_of(session, w.ids[0])
        assert (moved.slip, left.to_name) == (sent.number, sent.number)
        actions = [
            entry.action for entry in journal.history(session, [Subject("transfer", slip.id)])
        ]
        assert actions[0] == "transfers.received"
        assert actions[-1] == "transfers.begun"


def test_a_slip_to_another_branch_has_numbers_of_its_own(database: Database) -> None:
    with database.write() as session:
        w = set_up(session)
        numbers = []
        for volume_id, target in zip(w.ids, (w.far, w.other, w.far), strict=True):
            slip = begin(session, w.origin, target)
            service.add_volumes(session, slip.id, [volume_id])
            numbers.append(service.send_transfer(session, slip.id).number)
            assert service.receive_all(session, slip.id) == 1
        assert [number.split("字")[0] for number in numbers] == ["移交", "移库", "移交"]
        assert [number[-6:] for number in numbers] == ["第0001号", "第0001号", "第0002号"]
        assert where(session, w.ids[0]).place == w.far


def test_what_is_not_in_the_room_or_under_way_is_not_put_on_a_slip(database: Database) -> None:
    with database.write() as session:
        w = set_up(session)
        wrong = begin(session, w.other, w.origin)
        with pytest.raises(NotInRoomError) as caught:
            service.add_volumes(session, wrong.id, w.ids)
        assert w.shelf.path in str(caught.value)
        one, two = begin(session, w.origin, w.other), begin(session, w.origin, w.far)
        for slip in (one, two):
            service.add_volumes(session, slip.id, w.ids[:1])
        service.send_transfer(session, one.id)
        with pytest.raises(VolumeAlreadyUnderWayError):
            service.send_transfer(session, two.id)
        with pytest.raises(VolumeAlreadyUnderWayError):
            service.add_volumes(session, begin(session, w.origin, w.far).id, w.ids[:1])
        assert queries.find_transfer(session, two.id).number == ""


def test_a_volume_without_a_place_can_be_sent_too(database: Database) -> None:
    with database.write() as session:
        w = set_up(session)
        (new,) = register_volumes(session, "新書", 1)
        slip = begin(session, w.origin, w.other)
        service.add_volumes(session, slip.id, [new.id])
        service.send_transfer(session, slip.id)
        service.return_volume(session, slip.id, new.id)
        assert where(session, new.id).place == w.origin


def test_what_cannot_be_done_in_a_state_is_refused(database: Database) -> None:
    with database.write() as session:
        w = set_up(session)
        with pytest.raises(SameRoomError):
            begin(session, w.origin, w.origin)
        slip = begin(session, w.origin, w.other)
        with pytest.raises(EmptyTransferError):
            service.send_transfer(session, slip.id)
        with pytest.raises(TransferStateError):
            service.receive_all(session, slip.id)
        service.add_volumes(session, slip.id, w.ids[:2])
        service.send_transfer(session, slip.id)
        with pytest.raises(TransferStateError):
            service.add_volumes(session, slip.id, w.ids[2:])
        with pytest.raises(TransferStateError):
            service.cancel_transfer(session, slip.id)
        with pytest.raises(NotOnSlipError):
            service.receive_volume(session, slip.id, w.ids[2])
        with pytest.raises(PlaceNotInTargetError):
            service.receive_volume(session, slip.id, w.ids[0], w.shelf.id)


def test_an_arrival_can_be_taken_back(database: Database) -> None:
    with database.write() as session:
        w = set_up(session)
        slip = begin(session, w.origin, w.other)
        service.add_volumes(session, slip.id, w.ids[:2])
        sent = service.send_transfer(session, slip.id)
        service.receive_volume(session, slip.id, w.ids[0])
        line = service.reopen_line(session, slip.id, w.ids[0])
        assert line.state is LineState.PENDING
        assert where(session, w.ids[0]).name == sent.number
        assert service.receive_all(session, slip.id) == 2


def test_a_cancelled_draft_leaves_no_gap(database: Database) -> None:
    with database.write() as session:
        w = set_up(session)
        gone = begin(session, w.origin, w.other)
        service.cancel_transfer(session, gone.id)
        slip = begin(session, w.origin, w.other)
        service.add_volumes(session, slip.id, w.ids)
        assert service.send_transfer(session, slip.id).number.endswith("第0001号")
        token = new_id()
        twice = [service.begin_transfer(session, w.origin.id, w.other.id, token) for _ in range(2)]
        assert twice[0] == twice[1]


def test_what_was_withdrawn_on_the_way_is_sent_back_and_stands_nowhere(
    database: Database,
) -> None:
    with database.write() as session:
        w = set_up(session)
        slip = begin(session, w.origin, w.other)
        service.add_volumes(session, slip.id, w.ids[:2])
        service.send_transfer(session, slip.id)
        for volume_id in w.ids[1:]:
            take_out(session, volume_id, dt.date(2026, 3, 1), "重复")
        service.receive_volume(session, slip.id, w.ids[0])
        with pytest.raises(VolumeWithdrawnError), session.begin_nested():
            service.receive_all(session, slip.id)
        service.return_volume(session, slip.id, w.ids[1])
        assert queries.find_transfer(session, slip.id).state is TransferState.RECEIVED
        assert stock.whereabouts_of(session, [w.ids[1]]) == {}
        another = begin(session, w.origin, w.other)
        with pytest.raises(VolumeWithdrawnError):
            service.add_volumes(session, another.id, [w.ids[2]])
