"""Pages at work: claims, faults, what is not done twice, what dead workers leave."""

import errno
import shutil
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select, update

from archive.kernel.errors import NotFoundError
from archive.kernel.house import House
from archive.kernel.journal import entries_after
from digitize.intake.queries import scans_of_batch
from digitize.pages.models import Page, PageText, StepRun
from digitize.pages.queries import pages_of_batch, step_runs_of
from digitize.pages.schemas import PageView
from digitize.pages.states import PageState
from digitize.pages.ways import DONE, StepName
from digitize.pipeline import ledger
from digitize.pipeline.duty import on_duty
from digitize.pipeline.machine import StaleAttemptError
from digitize.pipeline.outputs import Output, scratch_of
from digitize.pipeline.runner import process_page
from digitize.pipeline.sweep import sweep
from digitize.pipeline.tasks import register_jobs, retry_page
from digitize.pipeline.worker import work
from tests.factories.scans import blank_leaf, make_batch, make_batch_of_leaves, send

FAULTS = {
    "crash": "文字识别程序意外退出",
    "bad_utf8": "返回了无法理解的结果",
    "garbage": "返回了无法理解的结果",
    "out_of_memory": "需要的内存超过了上限",
    "disk_full": "磁盘空间不足",
    "die": "处理程序意外退出",
    "hang": "处理超过了 8 秒的时限",
}


@pytest.fixture
def station(house_on_each: House) -> House:
    """A house with the pipeline's jobs, where nothing is read."""
    house_on_each.settings.ocr_engine = "null"
    house_on_each.settings.development = True
    register_jobs(house_on_each)
    return house_on_each


def pages(house: House, batch_id: str) -> list[PageView]:
    with house.database.read() as session:
        return pages_of_batch(session, batch_id)


def test_a_page_goes_through_its_steps_once(station: House) -> None:
    batch_id = make_batch_of_leaves(station, 2)
    work(station, once=True)
    work(station, once=True)
    for page in pages(station, batch_id):
        assert (page.state, page.step, page.attempt) == (PageState.READY, DONE, 1)
        assert page.image_sha256 is not None
        assert station.derivatives.verify(page.image_sha256)
        with station.database.read() as session:
            assert [run.step for run in step_runs_of(session, page.id)] == list(StepName)
    with station.database.read() as session:
        told = Counter(entry.action for entry in entries_after(session, 0))
    assert told["digitize.page.imaged"] == told["digitize.page.read"] == 2


def test_a_picture_is_served_as_it_is(station: House) -> None:
    batch_id = make_batch_of_leaves(station, 1, profile="picture")
    work(station, once=True)
    (page,) = pages(station, batch_id)
    with station.database.read() as session:
        (scan,) = scans_of_batch(session, batch_id).values()
        assert session.scalars(select(PageText)).all() == []
        assert [run.step for run in step_runs_of(session, page.id)] == ["inspect", "derive"]
    assert page.state is PageState.READY
    assert (page.width, page.height) == (scan.master.width, scan.master.height)


@pytest.mark.parametrize("fault", FAULTS)
def test_an_engine_that_fails_stops_its_page_only(house: House, fault: str) -> None:
    house.settings.ocr_engine, house.settings.development = fault, True
    if fault == "hang":
        house.settings.step_timeout_s = 8
    register_jobs(house)
    batch_id = make_batch_of_leaves(house, 1)
    send(house, batch_id, blank_leaf(), "空白.png")  # nothing to read: no engine is asked
    work(house, once=True)
    failed, blank = pages(house, batch_id)
    assert blank.state is PageState.READY
    assert (failed.state, failed.step) == (PageState.FAILED, StepName.READ)
    assert failed.failure is not None
    assert FAULTS[fault] in failed.failure.message
    assert failed.image_sha256 is not None


def test_a_failed_page_goes_on_from_where_it_failed(station: House) -> None:
    station.settings.ocr_engine = "crash"
    batch_id = make_batch_of_leaves(station, 1)
    work(station, once=True)
    (page,) = pages(station, batch_id)
    station.settings.ocr_engine = "null"
    with station.database.write() as session:
        retry_page(session, station, page.id)
    work(station, once=True)
    (page,) = pages(station, batch_id)
    assert (page.state, page.failure, page.attempt) == (PageState.READY, None, 2)
    with station.database.read() as session:
        runs = [(run.step, run.is_done) for run in step_runs_of(session, page.id)]
    done = [(step, True) for step in StepName]
    assert runs == [*done[:-1], ("read", False), done[-1]]


def test_retrying_what_did_not_fail_changes_nothing(station: House) -> None:
    batch_id = make_batch_of_leaves(station, 1)
    (page,) = pages(station, batch_id)
    with station.database.write() as session:
        retry_page(session, station, page.id)
        with pytest.raises(NotFoundError):
            retry_page(session, station, "no-such-page")
    assert pages(station, batch_id) == [page]


def test_lost_intermediate_files_are_made_again(station: House) -> None:
    station.settings.ocr_engine = "crash"
    batch_id = make_batch_of_leaves(station, 1)
    work(station, once=True)
    (page,) = pages(station, batch_id)
    shutil.rmtree(scratch_of(station, page.id))
    station.settings.ocr_engine = "null"
    with station.database.write() as session:
        retry_page(session, station, page.id)
    work(station, once=True)
    with station.database.read() as session:
        done = Counter(run.step for run in step_runs_of(session, page.id) if run.is_done)
    # What lay in the store of derivatives was still there, and what left no file needs none.
    assert done == {"inspect": 1, "straighten": 2, "derive": 1, "analyse": 2, "read": 1}


def test_a_damaged_master_is_noticed(station: House) -> None:
    batch_id = make_batch_of_leaves(station, 1)
    with station.database.read() as session:
        (scan,) = scans_of_batch(session, batch_id).values()
    path: Path = station.masters.path(scan.master.sha256)
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(content)
    work(station, once=True)
    (page,) = pages(station, batch_id)
    assert page.failure is not None
    assert page.failure.code == "master-damaged"
    assert "叶01.png" in page.failure.message


def test_a_page_is_claimed_once(station: House) -> None:
    (page,) = pages(station, make_batch_of_leaves(station, 1))
    claims = [ledger.claim_page(station, page.id, worker) for worker in ("w1", "w2")]
    assert claims[0] is not None
    assert (claims[0].attempt, claims[1]) == (1, None)


def test_the_result_of_an_older_attempt_is_refused(station: House) -> None:
    (page,) = pages(station, make_batch_of_leaves(station, 1))
    old = ledger.claim_page(station, page.id, "w1")
    assert old is not None
    assert ledger.abandon_page(station, old)
    new = ledger.claim_page(station, page.id, "w2")
    assert new is not None
    record = ledger.RunRecord(StepName.INSPECT, "1", "x", station.clock.now(), 5)
    with pytest.raises(StaleAttemptError):
        ledger.keep_step(station, old, record, Output({}, {}))
    assert not ledger.abandon_page(station, old)
    ledger.keep_step(station, new, record, Output({}, {}))
    with station.database.read() as session:
        assert session.scalars(select(StepRun.attempt)).all() == [2]


def test_the_sweep_takes_back_what_dead_workers_held(station: House) -> None:
    held, lost = pages(station, make_batch_of_leaves(station, 2))
    with on_duty(station) as other, on_duty(station) as duty:
        ledger.claim_page(station, held.id, other.worker_id)
        ledger.claim_page(station, lost.id, "gone")
        sweep(station, duty)
        with station.database.read() as session:
            assert pages_of_batch(session, held.batch_id)[0].state is PageState.RUNNING
            assert pages_of_batch(session, held.batch_id)[1].state is PageState.WAITING
        other.liveness.close()
        sweep(station, duty)
    assert {page.state for page in pages(station, held.batch_id)} == {PageState.WAITING}


def test_the_sweep_takes_back_what_a_thread_of_ours_forgot(station: House) -> None:
    (page,) = pages(station, make_batch_of_leaves(station, 1))
    with on_duty(station) as duty:
        ledger.claim_page(station, page.id, duty.worker_id)
        with duty.holding(page.id):
            sweep(station, duty)
            assert pages(station, page.batch_id)[0].state is PageState.RUNNING
        sweep(station, duty)
    assert pages(station, page.batch_id)[0].state is PageState.WAITING


def test_the_sweep_rings_again_only_when_no_bell_is_left(station: House) -> None:
    make_batch_of_leaves(station, 2)
    with on_duty(station) as duty:
        sweep(station, duty)
        assert station.jobs.huey.pending_count() == 2
        station.jobs.huey.flush()  # the bells are lost
        sweep(station, duty)
        assert station.jobs.huey.pending_count() == 2


def test_a_worker_that_is_to_stop_lets_go_of_its_page(station: House) -> None:
    (page,) = pages(station, make_batch_of_leaves(station, 1))
    with on_duty(station) as duty:
        duty.stop()
        process_page(station, duty, page.id)
    (page,) = pages(station, page.batch_id)
    assert (page.state, page.attempt) == (PageState.WAITING, 1)


def test_a_page_lost_to_another_while_at_work_is_left_to_it(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its worker was slow, was thought dead, and comes back with a result nobody wants."""
    (page,) = pages(station, make_batch_of_leaves(station, 1))
    keep_step = ledger.keep_step

    def lose_first(*arguments: object) -> None:
        with station.database.write() as session:
            session.execute(update(Page).values(attempt=Page.attempt + 1, claimed_by="w2"))
        keep_step(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ledger, "keep_step", lose_first)
    with on_duty(station) as duty:
        process_page(station, duty, page.id)
    with station.database.read() as session:
        row = session.scalars(select(Page)).one()
        assert (row.state, row.claimed_by) == (PageState.RUNNING, "w2")
        assert session.scalars(select(StepRun)).all() == []


def test_work_with_nothing_to_do_ends(station: House) -> None:
    make_batch(station)
    work(station, once=True)
    assert not list((station.settings.data_dir / "workers").glob("*"))


def test_a_missing_master_is_told_by_name(station: House) -> None:
    batch_id = make_batch_of_leaves(station, 1)
    with station.database.read() as session:
        (scan,) = scans_of_batch(session, batch_id).values()
    station.masters.path(scan.master.sha256).unlink()
    work(station, once=True)
    (page,) = pages(station, batch_id)
    assert page.failure is not None
    assert "叶01.png" in page.failure.message


def test_a_result_that_cannot_be_kept_fails_the_page_and_does_not_come_round_for_ever(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "disk full")

    batch_id = make_batch_of_leaves(station, 1)
    monkeypatch.setattr(ledger, "keep_step", refuse)
    work(station, once=True)
    (page,) = pages(station, batch_id)
    assert page.state is PageState.FAILED
    assert page.failure is not None
    assert page.failure.code == "out-of-space"


def test_an_image_lost_from_the_store_is_made_again(station: House) -> None:
    station.settings.ocr_engine = "crash"
    batch_id = make_batch_of_leaves(station, 1)
    work(station, once=True)
    (page,) = pages(station, batch_id)
    assert page.image_sha256 is not None
    station.derivatives.path(page.image_sha256).unlink()
    with station.database.write() as session:
        retry_page(session, station, page.id)
    work(station, once=True)
    assert station.derivatives.verify(page.image_sha256)
