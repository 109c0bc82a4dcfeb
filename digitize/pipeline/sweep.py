"""Ring again for what nobody is at: the queue forgets, the database does not."""

import structlog
from sqlalchemy import select

from archive.kernel.house import House
from digitize.intake.importing import IMPORT_FOLDER, release_import
from digitize.intake.queries import unfinished_imports
from digitize.intake.service import PROCESS_PAGE
from digitize.pages.models import Page
from digitize.pages.states import PageState
from digitize.pipeline.duty import Duty
from digitize.pipeline.ledger import release_claim

log = structlog.stdlib.get_logger("fangzhi.pipeline")
RING_LIMIT = 1000


def sweep(house: House, duty: Duty) -> None:
    """Take back what dead workers had in hand, and ring for all that waits.

    While the queue still holds bells, the workers are busy with them; only an empty queue means
    that a bell was lost.
    """
    _take_back_pages(house, duty)
    _take_back_imports(house, duty)
    if house.jobs.huey.pending_count() == 0:
        _ring_for_waiting(house)
        house.jobs.go_round()


def _take_back_pages(house: House, duty: Duty) -> None:
    with house.database.read() as session:
        running = session.execute(
            select(Page.id, Page.attempt, Page.claimed_by).where(Page.state == PageState.RUNNING)
        )
        claims = list(running)
    for page_id, attempt, worker_id in claims:
        if duty.is_at_work(worker_id, page_id):
            continue
        if release_claim(house, page_id, attempt):
            log.warning("taken back", page=page_id, attempt=attempt, worker=worker_id)
            house.jobs.ring(PROCESS_PAGE, page_id=page_id)


def _take_back_imports(house: House, duty: Duty) -> None:
    with house.database.read() as session:
        unfinished = unfinished_imports(session)
    for import_id, worker_id in unfinished:
        if worker_id and not duty.is_at_work(worker_id, import_id):
            release_import(house, import_id, worker_id)


def _ring_for_waiting(house: House) -> None:
    with house.database.read() as session:
        waiting = list(
            session.scalars(
                select(Page.id)
                .where(Page.state == PageState.WAITING)
                .order_by(Page.batch_id, Page.sequence)
                .limit(RING_LIMIT)
            )
        )
        imports = [identifier for identifier, worker in unfinished_imports(session) if not worker]
    for import_id in imports:
        house.jobs.ring(IMPORT_FOLDER, import_id=import_id)
    for page_id in waiting:
        house.jobs.ring(PROCESS_PAGE, page_id=page_id)
