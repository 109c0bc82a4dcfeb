"""Take one page through its steps: claim it, run what is not done yet, keep each result at once.

A claim is one conditional UPDATE. Between claim and end no transaction is open; each result is one
short transaction that first makes sure that the page is still ours. Killed at any moment, nothing
is lost but the step that was running.
"""

import time
from dataclasses import dataclass
from pathlib import Path

import structlog

from archive.kernel.errors import AppError
from archive.kernel.house import House
from digitize.pages.schemas import PageFailure
from digitize.pages.ways import steps_of
from digitize.pauses import pause_at, pausing
from digitize.pipeline import ledger
from digitize.pipeline.duty import Duty
from digitize.pipeline.errors import MasterDamagedError
from digitize.pipeline.ledger import PageWork
from digitize.pipeline.machine import StaleAttemptError
from digitize.pipeline.outputs import (
    Output,
    clear_scratch,
    hash_of,
    is_complete,
    output_of,
    scratch_of,
)
from digitize.pipeline.steps.contract import PYRAMID, Step, StepContext
from digitize.pipeline.steps.registry import STEPS, perform_step
from digitize.sandbox.bounded import run_bounded
from digitize.sandbox.outcomes import translate

log = structlog.stdlib.get_logger("fangzhi.pipeline")


@dataclass(frozen=True, slots=True)
class Made:
    """The output of a step and what is written about its making."""

    output: Output
    record: ledger.RunRecord


def process_page(house: House, duty: Duty, page_id: str) -> None:
    """Do what remains to be done for a page, unless somebody else is at it or it does not wait."""
    pause_at("page:rung")
    with duty.holding(page_id):
        work = ledger.claim_page(house, page_id, duty.worker_id)
        if work is None:
            return
        try:
            is_done = _run_steps(house, duty, work)
        except StaleAttemptError:
            log.warning("stale", page=page_id, attempt=work.attempt)
            return
        except BaseException:
            ledger.abandon_page(house, work)
            raise
        if is_done:
            clear_scratch(house, page_id)


def _run_steps(house: House, duty: Duty, work: PageWork) -> bool:
    """Run the steps in order; return whether the page is ready."""
    outputs: dict[str, Output] = {}
    for name in steps_of(work.profile):
        if duty.is_stopping:
            ledger.abandon_page(house, work)
            return False
        started_at, start = house.clock.now(), time.monotonic()
        try:
            made = _make(house, work, STEPS[name], outputs)
            ledger.keep_step(house, work, made.record, made.output)
        except StaleAttemptError:
            raise
        except Exception as error:  # noqa: BLE001 - a page that fails must not stop the others
            known = error if isinstance(error, AppError) else translate(error)
            record = ledger.RunRecord(name, STEPS[name].version, "", started_at, _since(start))
            _fail(house, work, known, record)
            return False
        outputs[name] = made.output
        log.info("step", page=work.page_id, step=str(name), ms=made.record.duration_ms)
    return True


def _make(house: House, work: PageWork, step: Step, outputs: dict[str, Output]) -> Made:
    """Return the output of a step: that of an earlier run if nothing changed, else a new one."""
    started_at, start = house.clock.now(), time.monotonic()
    settings = _settings_of(house, work, step)
    inputs = {name: made.sha256 for name, made in outputs.items() if _is_read(step, made)}
    key = hash_of({"settings": settings, "inputs": inputs})
    record = ledger.RunRecord(step.name, step.version, key, started_at, 0)
    scratch = scratch_of(house, work.page_id)
    for earlier in ledger.completed_runs(house, work.page_id, record):
        if is_complete(house, earlier, scratch):
            return Made(earlier, record.as_reused())
    pause_at(f"{step.name}:begin")
    output = _run(house, work, step, outputs)
    _store(house, work, output)
    pause_at(f"{step.name}:made")
    return Made(output, record.taking(_since(start)))


def _run(house: House, work: PageWork, step: Step, outputs: dict[str, Output]) -> Output:
    scratch = scratch_of(house, work.page_id)
    folder = scratch / f"{step.name}-{work.attempt}"
    folder.mkdir(parents=True, exist_ok=True)
    settings = house.settings
    context = StepContext(
        name=work.file_name,
        master=_master(house, work),
        folder=folder,
        inputs={
            name: scratch / entry["path"]
            for made in outputs.values()
            for name, entry in made.files.items()
        },
        profile=work.profile,
        settings=_settings_of(house, work, step) | {"development": settings.development},
        max_pixels=settings.image_max_pixels,
    )
    result = run_bounded(
        perform_step,
        str(step.name),
        context,
        seconds=settings.step_timeout_s,
        memory_bytes=settings.step_memory_bytes,
    )
    return output_of(result, scratch)


def _master(house: House, work: PageWork) -> Path:
    if not house.masters.exists(work.master_sha256):
        raise MasterDamagedError(name=work.file_name, detail="the file is gone")
    return house.masters.path(work.master_sha256)


def _store(house: House, work: PageWork, output: Output) -> None:
    """Put what is served into the store of derivatives, before any row speaks of it."""
    entry = output.files.get(PYRAMID)
    if entry is None:
        return
    with (scratch_of(house, work.page_id) / entry["path"]).open("rb") as stream:
        house.derivatives.put(pausing(stream, "derive:storing"))


def _settings_of(house: House, work: PageWork, step: Step) -> dict[str, str]:
    known = {
        "sha256": work.master_sha256,
        "profile": work.profile,
        "engine": house.settings.ocr_engine,
    }
    return {name: known[name] for name in step.settings}


def _is_read(step: Step, made: Output) -> bool:
    return any(name in step.needs for name in made.files)


def _fail(house: House, work: PageWork, error: AppError, record: ledger.RunRecord) -> None:
    values = {
        key: value if isinstance(value, int) else str(value) for key, value in error.values.items()
    }
    failure = PageFailure(error.code, error.sentence, values)
    log.warning(
        "failed", page=work.page_id, step=str(record.step), code=error.code, detail=error.detail
    )
    ledger.keep_failure(house, work, record, failure, error.detail)


def _since(start: float) -> int:
    return round((time.monotonic() - start) * 1000)
