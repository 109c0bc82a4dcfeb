"""Pages at work, in the database: claims, finished runs, failures; one transaction each."""

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.journal import SYSTEM, Subject
from digitize.intake.queries import find_batch, find_scans
from digitize.pages.models import Page, PageImage, PageText, StepRun
from digitize.pages.queries import COMPLETED
from digitize.pages.schemas import PageFailure
from digitize.pages.service import belongings, page_name
from digitize.pages.states import PageState, TextOrigin
from digitize.pipeline import machine
from digitize.pipeline.machine import Standing
from digitize.pipeline.outputs import Output, output_from_json, scratch_of
from digitize.pipeline.steps.contract import PYRAMID, TEXT

FAILED = "failed"
_DETAIL_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class PageWork:
    """A page in the hands of one attempt, and all that its steps need to know."""

    page_id: str
    attempt: int
    profile: str
    file_name: str
    master_sha256: str


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What is kept of a run besides its output; ``is_reused`` if nothing was run."""

    step: str
    code_version: str
    input_sha256: str
    started_at: dt.datetime
    duration_ms: int
    is_reused: bool = False

    def taking(self, duration_ms: int) -> "RunRecord":
        """Return the record of a run that took so long."""
        return replace(self, duration_ms=duration_ms)

    def as_reused(self) -> "RunRecord":
        """Return the record of a run that was spared."""
        return replace(self, is_reused=True)


def claim_page(house: House, page_id: str, worker_id: str) -> PageWork | None:
    """Take a waiting page by one conditional UPDATE; None if it does not wait (any more)."""
    with house.database.write() as session:
        attempt = session.execute(
            update(Page)
            .where(Page.id == page_id, Page.state == PageState.WAITING)
            .values(state=PageState.RUNNING, attempt=Page.attempt + 1, claimed_by=worker_id)
            .returning(Page.attempt)
        ).scalar_one_or_none()
        if attempt is None:
            return None
        page = session.get_one(Page, page_id)
        scan = find_scans(session, [page.scan_id])[page.scan_id]
        profile = find_batch(session, page.batch_id).profile
        return PageWork(page_id, attempt, profile, scan.file_name, scan.master.sha256)


def abandon_page(house: House, work: PageWork) -> bool:
    """Let go of a page so that it waits again; False if it was no longer ours."""
    return release_claim(house, work.page_id, work.attempt)


def release_claim(house: House, page_id: str, attempt: int) -> bool:
    """Give up an attempt on behalf of whoever made it; False if it had ended."""
    with house.database.write() as session:
        released = session.execute(
            update(Page)
            .where(Page.id == page_id, Page.state == PageState.RUNNING, Page.attempt == attempt)
            .values(state=PageState.WAITING, claimed_by="")
            .returning(Page.id)
        )
        return released.scalar_one_or_none() is not None


def completed_runs(house: House, page_id: str, record: RunRecord) -> list[Output]:
    """Return the outputs of completed runs of the same step, version, settings and input."""
    with house.database.read() as session:
        rows = session.scalars(
            select(StepRun.output)
            .where(
                StepRun.page_id == page_id,
                StepRun.step == record.step,
                StepRun.code_version == record.code_version,
                StepRun.input_sha256 == record.input_sha256,
                StepRun.outcome == COMPLETED,
            )
            .order_by(StepRun.started_at.desc())
        )
        return [output_from_json(output) for output in rows]


def keep_step(house: House, work: PageWork, record: RunRecord, output: Output) -> None:
    """Keep a finished step, what it made for readers, and where the page stands now.

    Raises:
        StaleAttemptError: the page was given to somebody else; nothing is kept.
    """
    content = _read_text(house, work, output)
    with house.database.write() as session:
        journal.act_as(session, SYSTEM, house.clock)
        page = session.get_one(Page, work.page_id, with_for_update=True)
        standing = machine.finish_step(_standing(page), work.profile, record.step, work.attempt)
        _place(page, standing)
        if not record.is_reused:
            session.add(_run(work, record, COMPLETED, output.as_json()))
        if PYRAMID in output.files:
            _keep_image(session, page, output)
        if content is not None:
            _keep_text(session, page, output.facts, content)


def keep_failure(
    house: House, work: PageWork, record: RunRecord, failure: PageFailure, detail: str
) -> None:
    """Keep a failed step and leave the page to a person.

    Raises:
        StaleAttemptError: the page was given to somebody else; nothing is kept.
    """
    with house.database.write() as session:
        journal.act_as(session, SYSTEM, house.clock)
        page = session.get_one(Page, work.page_id, with_for_update=True)
        _place(page, machine.fail(_standing(page), record.step, failure, work.attempt))
        run = _run(work, record, FAILED, {})
        run.error_code, run.error_detail = failure.code, detail[-_DETAIL_CHARACTERS:]
        session.add(run)
        _record(
            session,
            page,
            "failed",
            {"step": str(record.step), "code": failure.code, "reason": failure.message},
        )


def retry_page(session: Session, page_id: str) -> None:
    """Let a failed page wait to be tried again from the step that failed.

    Raises:
        WrongStateError: it did not fail.
    """
    page = session.get_one(Page, page_id, with_for_update=True)
    _place(page, machine.retry(_standing(page)))
    _record(session, page, "retried", {"step": page.step})


def _standing(page: Page) -> Standing:
    return Standing(page.state, page.step, page.attempt, page.claimed_by)


def _place(page: Page, standing: Standing) -> None:
    page.state, page.step = standing.state, str(standing.step)
    page.attempt, page.claimed_by = standing.attempt, standing.claimed_by
    failure = standing.failure or PageFailure("", "", {})
    page.error_code, page.error_sentence = failure.code, failure.sentence
    page.error_values = failure.values


def _run(work: PageWork, record: RunRecord, outcome: str, output: dict[str, Any]) -> StepRun:
    return StepRun(
        page_id=work.page_id,
        step=str(record.step),
        attempt=work.attempt,
        code_version=record.code_version,
        input_sha256=record.input_sha256,
        output=output,
        outcome=outcome,
        started_at=record.started_at,
        duration_ms=record.duration_ms,
    )


def _read_text(house: House, work: PageWork, output: Output) -> dict[str, Any] | None:
    entry = output.files.get(TEXT)
    if entry is None:
        return None
    path = scratch_of(house, work.page_id) / entry["path"]
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _keep_image(session: Session, page: Page, output: Output) -> None:
    sha256 = output.files[PYRAMID]["sha256"]
    width, height = output.facts["width"], output.facts["height"]
    held = session.get(PageImage, page.id)
    if held is not None and held.sha256 == sha256:
        return
    image = held or PageImage(page_id=page.id)
    image.sha256, image.width, image.height = sha256, width, height
    image.made_at = journal.now(session)
    session.add(image)
    _record(session, page, "imaged", {"sha256": sha256, "width": width, "height": height})


def _keep_text(
    session: Session, page: Page, facts: dict[str, Any], content: dict[str, Any]
) -> None:
    last = session.scalars(
        select(PageText)
        .where(PageText.page_id == page.id)
        .order_by(PageText.version.desc())
        .limit(1)
    ).one_or_none()
    if last is not None and (last.text, last.layout) == (facts["text"], content):
        return
    row = PageText(
        page_id=page.id,
        version=last.version + 1 if last else 1,
        origin=TextOrigin.MACHINE,
        engine=facts["engine"],
        confidence=facts["confidence"],
        text=facts["text"],
        layout=content,
        read_at=journal.now(session),
    )
    session.add(row)
    session.flush()
    characters = sum(not c.isspace() for c in row.text)
    _record(session, page, "read", {"text": row.id, "characters": characters})


def _record(session: Session, page: Page, done: str, after: dict[str, Any]) -> None:
    session.flush()
    journal.record(
        session,
        f"digitize.page.{done}",
        subject=Subject("page", page.id),
        also=belongings(session, page),
        after=after | {"page": page_name(page)},
    )
