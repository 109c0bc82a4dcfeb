"""A change to many records: done piece by piece, undone without overwriting anybody."""

import pytest

from archive import wiring
from archive.batch_edits import queries, service
from archive.batch_edits.donation_lines import DonationLines
from archive.batch_edits.errors import (
    BatchEditBusyError,
    BatchEditUndoneError,
    NothingToChangeError,
    ValueNotOfferedError,
)
from archive.batch_edits.schemas import BatchState, ItemState
from archive.batch_edits.working import do_piece, work_on
from archive.donations.models import DonationLine
from archive.donations.queries import find_donation
from archive.donations.schemas import NewLine
from archive.donations.service import correct_line, mark_registered
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Actor
from tests.factories.gifts import make_accepted, make_donation
from tests.factories.holdings import make_volume
from tests.factories.journals import read_history

LINES = DonationLines()
WANG = Actor("1", "王芳")


def begin(house: House, ids: list[str], **changes: str) -> str:
    with house.database.write() as session:
        journal.act_as(session, WANG, house.clock)
        return service.begin(session, new_id(), LINES, ids, changes, "清点后统一").id


def ask_undo(house: House, batch_id: str) -> None:
    with house.database.write() as session:
        journal.act_as(session, WANG, house.clock)
        service.ask_undo(session, batch_id)


def gift(house: House, count: int = 3) -> tuple[str, list[str]]:
    """Log a gift of ``count`` lines; return it and its lines."""
    with house.database.write() as session:
        lines = [NewLine(f"渌江集{n}", note=f"第{n}") for n in range(count)]
        donation = make_donation(session, *lines)
    return donation.id, [line.id for line in donation.lines]


def read(house: House, ids: list[str]) -> dict[str, tuple[str, str]]:
    with house.database.read() as session:
        rows = [session.get_one(DonationLine, record_id) for record_id in ids]
        return {row.id: (row.material, row.note) for row in rows}


def test_every_difference_is_done_and_undone(house_on_each: House) -> None:
    house = house_on_each
    wiring.wire(house)
    _, ids = gift(house)
    before = read(house, ids)
    batch_id = begin(house, ids, material="map", note="")
    work_on(house, batch_id)
    assert set(read(house, ids).values()) == {("map", "")}
    ask_undo(house, batch_id)
    work_on(house, batch_id)
    assert read(house, ids) == before
    actions = [entry.action for entry in read_history(house.database, "batch-edit", batch_id)]
    assert actions == [
        "batch-edits.batch.undone",
        "batch-edits.batch.undo-begun",
        "batch-edits.batch.applied",
        "batch-edits.batch.begun",
    ]


def test_undoing_overwrites_nobody_and_says_whom_it_spared(house_on_each: House) -> None:
    house = house_on_each
    wiring.wire(house)
    donation_id, ids = gift(house)
    batch_id = begin(house, ids, note="已核")
    work_on(house, batch_id)
    with house.database.write() as session:
        line = find_donation(session, donation_id).lines[1]
        correct_line(session, line.id, NewLine(line.title, note="另有说明"))
    ask_undo(house, batch_id)
    work_on(house, batch_id)
    assert [note for _, note in read(house, ids).values()] == ["第0", "另有说明", "第2"]
    with house.database.read() as session:
        kept = queries.items_of(session, batch_id, ItemState.KEPT)
    assert [(item.record_id, item.problem) for item in kept] == [
        (ids[1], "“备注”此后另有改动，保持原样。")
    ]


def test_a_worker_that_died_is_followed_by_another(house_on_each: House) -> None:
    house = house_on_each
    wiring.wire(house)
    _, ids = gift(house, 5)
    batch_id = begin(house, ids, note="已核")
    assert do_piece(house, batch_id, size=2)
    with house.database.write() as session, pytest.raises(BatchEditBusyError):
        service.ask_undo(session, batch_id)
    house.jobs.go_round()
    house.jobs.huey.execute(house.jobs.huey.dequeue())
    assert {note for _, note in read(house, ids).values()} == {"已核"}
    with house.database.read() as session:
        batch = queries.find_batch_edit(session, batch_id)
    assert (batch.state, batch.counts) == (BatchState.APPLIED, {ItemState.APPLIED: 5})


def test_what_refuses_to_be_changed_is_named_and_the_rest_done(house_on_each: House) -> None:
    house = house_on_each
    wiring.wire(house)
    with house.database.write() as session:
        registered = make_accepted(session, NewLine("甲")).lines[0]
        mark_registered(session, registered.id, make_volume(session).title.id)
        other = make_donation(session, NewLine("乙")).lines[0]
    batch_id = begin(house, [registered.id, other.id], note="新")
    work_on(house, batch_id)
    with house.database.read() as session:
        refused = queries.items_of(session, batch_id, ItemState.REFUSED)
    assert [item.record_id for item in refused] == [registered.id]
    assert "已登记入藏" in refused[0].problem
    assert read(house, [other.id])[other.id][1] == "新"


def test_what_cannot_be_asked_is_refused(house: House) -> None:
    wiring.wire(house)
    _, ids = gift(house)
    with house.database.write() as session:
        fields = LINES.fields(session)
        with pytest.raises(ValueNotOfferedError):
            service.check_changes(fields, {"material": "spaceship"})
        with pytest.raises(ValueNotOfferedError):
            service.check_changes(fields, {"note": "字" * 501})
        assert service.check_changes(fields, {"note": "", "author": None}) == {"note": ""}
        with pytest.raises(NothingToChangeError):
            service.begin(session, new_id(), LINES, ids, {"material": "other"})
    batch_id = begin(house, ids, note="已核")
    work_on(house, batch_id)
    ask_undo(house, batch_id)
    work_on(house, batch_id)
    with house.database.write() as session, pytest.raises(BatchEditUndoneError):
        service.ask_undo(session, batch_id)


def test_a_second_click_is_the_same_batch_edit(house: House) -> None:
    _, ids = gift(house)
    token = new_id()
    with house.database.write() as session:
        first = service.begin(session, token, LINES, ids, {"note": "一"})
        again = service.begin(session, token, LINES, ids, {"note": "一"})
    assert first.id == again.id


@pytest.mark.exhaustive
def test_undoing_five_thousand_lines_restores_every_field(house_on_each: House) -> None:
    house = house_on_each
    wiring.wire(house)
    ids: list[str] = []
    with house.database.write() as session:
        for n in range(10):
            lines = [NewLine(f"文{n}之{m}", note=str(m), author="佚名") for m in range(500)]
            donation = make_donation(session, *lines)
            ids += [line.id for line in donation.lines]
    before = read(house, ids)
    batch_id = begin(house, ids, material="map", note="已核", author="")
    work_on(house, batch_id)
    assert set(read(house, ids).values()) == {("map", "已核")}
    ask_undo(house, batch_id)
    work_on(house, batch_id)
    assert read(house, ids) == before
    with house.database.read() as session:
        batch = queries.find_batch_edit(session, batch_id)
    assert (batch.state, batch.counts) == (BatchState.UNDONE, {ItemState.UNDONE: 5000})
