"""A change to many records: done piece by piece, undone without overwriting anybody."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from archive import wiring
from archive.batch_edits import queries, service
from archive.batch_edits.donation_lines import DonationLines
from archive.batch_edits.errors import (
    BatchEditBusyError,
    BatchEditNotFoundError,
    BatchEditUndoneError,
    NothingToChangeError,
    ReasonMissingError,
    ValueNotOfferedError,
)
from archive.batch_edits.schemas import BatchState, ItemState
from archive.batch_edits.titles import Titles
from archive.batch_edits.working import do_piece, work_on
from archive.donations.decisions import refuse_list_when_registered
from archive.donations.models import DonationLine
from archive.donations.queries import find_donation
from archive.donations.schemas import NewLine
from archive.donations.service import correct_line, mark_registered
from archive.kernel import journal
from archive.kernel.clock import FixedClock
from archive.kernel.errors import AppError
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


def test_the_preview_knows_what_the_job_would_refuse(house_on_each: House) -> None:
    house = house_on_each
    wiring.wire(house)
    with house.database.write() as session:
        made = make_accepted(session, NewLine("甲"), NewLine("丙")).lines
        mark_registered(session, made[0].id, make_volume(session).title.id)
        other = make_donation(session, NewLine("乙")).lines[0]
    ids = [made[0].id, made[1].id, other.id, "gone"]
    with house.database.read() as session:
        seen = service.preview(session, LINES, ids, {"author": "徐淦"})
    assert [item.record_id for item in seen.items] == [other.id]
    told = {item.record_id: item.problem for item in seen.left_out}
    assert told[made[0].id] == "“甲”已登记入藏，清单不能再改；请改馆藏题名，或在登记簿里更正。"
    assert told[made[1].id].startswith("这笔捐赠已登记入藏，清单不能再改")
    assert told["gone"].startswith("记录已经不在了")
    batch_id = begin(house, ids, author="徐淦")
    work_on(house, batch_id)
    with house.database.read() as session:
        batch = queries.find_batch_edit(session, batch_id)
        tried = {each: _refusal_of(session, each) for each in ids[:3]}
    assert (batch.total_count, batch.left_out_count) == (1, 3)
    assert batch.counts == {ItemState.APPLIED: 1, ItemState.LEFT_OUT: 3}
    assert tried == {**{each: told[each] for each in ids[:2]}, other.id: ""}


def _refusal_of(session: Session, line_id: str) -> str:
    line = session.get_one(DonationLine, line_id)
    try:
        refuse_list_when_registered(session, line.donation_id, [line])
    except AppError as error:
        return error.message
    return ""


def test_what_was_changed_after_it_was_shown_is_left_alone(house_on_each: House) -> None:
    house = house_on_each
    wiring.wire(house)
    donation_id, ids = gift(house)
    with house.database.write() as session:
        journal.act_as(session, WANG, house.clock)
        seen = service.write_down(session, new_id(), LINES, ids, {"note": "已核"})
    work_on(house, seen.id)
    assert "已核" not in {note for _, note in read(house, ids).values()}
    with house.database.write() as session:
        line = find_donation(session, donation_id).lines[1]
        correct_line(session, line.id, NewLine(line.title, note="另有说明"))
    with house.database.write() as session:
        journal.act_as(session, WANG, house.clock)
        service.let_go(session, LINES, seen.id, "清点")
        assert service.let_go(session, LINES, seen.id).why == "清点"
    work_on(house, seen.id)
    assert [note for _, note in read(house, ids).values()] == ["已核", "另有说明", "已核"]
    with house.database.read() as session:
        (refused,) = queries.items_of(session, seen.id, ItemState.REFUSED)
    assert (refused.record_id, refused.problem) == (ids[1], "“备注”此后另有改动，保持原样。")


def test_what_is_shown_and_not_let_go_is_forgotten(house: House) -> None:
    wiring.wire(house)
    _, ids = gift(house)
    with house.database.write() as session:
        journal.act_as(session, WANG, house.clock)
        seen = service.write_down(session, new_id(), LINES, ids, {"note": "已核"})
        begun = service.begin(session, new_id(), LINES, ids, {"note": "已清点"})
    house.jobs.go_round()
    with house.database.read() as session:
        assert queries.find_batch_edit(session, seen.id).is_previewed
        assert [batch.id for batch in queries.list_batch_edits(session)] == [begun.id]
        assert queries.count_batch_edits(session) == 1
    assert isinstance(house.clock, FixedClock)
    house.clock.advance(dt.timedelta(days=2))
    house.jobs.go_round()
    with house.database.read() as session:
        with pytest.raises(BatchEditNotFoundError):
            queries.find_batch_edit(session, seen.id)
        assert queries.find_batch_edit(session, begun.id).total_count == 3


def test_who_may_see_a_title_is_not_changed_without_a_reason(house: House) -> None:
    wiring.wire(house)
    with house.database.write() as session:
        journal.act_as(session, WANG, house.clock)
        title = make_volume(session).title
        wanted = "public" if title.access_level != "public" else "staff"
        seen = service.write_down(session, new_id(), Titles(), [title.id], {"access_level": wanted})
        assert seen.total_count == 1
        with pytest.raises(ReasonMissingError):
            service.let_go(session, Titles(), seen.id, " ")
        assert service.let_go(session, Titles(), seen.id, "捐赠人同意").is_busy


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
