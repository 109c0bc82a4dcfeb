"""What the queue may ring for."""

from sqlalchemy.orm import Session

from archive.kernel.database import after_commit
from archive.kernel.house import House
from digitize.intake.importing import IMPORT_FOLDER, run_import
from digitize.intake.service import PROCESS_PAGE
from digitize.pages.queries import find_page
from digitize.pages.schemas import PageState
from digitize.pipeline.duty import duty_of
from digitize.pipeline.ledger import retry_page as put_back
from digitize.pipeline.runner import process_page

SOMEBODY_WAITS = 10
"""Priority of what a person has just asked for and is watching."""


def register_jobs(house: House) -> None:
    """Say what the pipeline's jobs do; the process that performs them is on duty as a worker."""

    def process(page_id: str) -> None:
        process_page(house, duty_of(house), page_id)

    def take_folder(import_id: str) -> None:
        duty = duty_of(house)
        with duty.holding(import_id):
            run_import(house, import_id, duty.worker_id, lambda: duty.is_stopping)

    house.jobs.register(PROCESS_PAGE, process)
    house.jobs.register(IMPORT_FOLDER, take_folder)


def retry_page(session: Session, house: House, page_id: str) -> None:
    """Try a failed page again, before others that wait; one that did not fail is left alone.

    Raises:
        PageNotFoundError: there is no such page.
    """
    if find_page(session, page_id).state is not PageState.FAILED:
        return
    put_back(session, page_id)
    after_commit(
        session, lambda: house.jobs.ring(PROCESS_PAGE, priority=SOMEBODY_WAITS, page_id=page_id)
    )
