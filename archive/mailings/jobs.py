"""The job that writes the letters of a mailing: named and rung here, done in ``working``."""

from sqlalchemy.orm import Session

from archive.kernel.database import after_commit
from archive.kernel.house import House
from archive.mailings.queries import unfinished

WORK = "mailing"
SOMEBODY_WAITS = 5


def register_mailings(house: House) -> None:
    """Say what the job does, and ring again for what was left."""

    def work(mailing_id: str) -> None:
        # What sets a paper is heavy, and most workers never do.
        from archive.mailings.working import work_on  # noqa: PLC0415

        work_on(house, mailing_id)

    def look() -> None:
        with house.database.read() as session:
            left = unfinished(session)
        for mailing_id in left:
            house.jobs.ring(WORK, mailing_id=mailing_id)

    house.jobs.register(WORK, work)
    house.jobs.on_round(look)


def ring(session: Session, house: House, mailing_id: str) -> None:
    """Let a worker know, once the transaction of ``session`` is committed."""
    after_commit(
        session, lambda: house.jobs.ring(WORK, priority=SOMEBODY_WAITS, mailing_id=mailing_id)
    )
