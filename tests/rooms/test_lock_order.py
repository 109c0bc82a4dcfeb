"""Whoever logs a gift and whoever corrects its donor never wait for each other crosswise."""

import threading
import time

from sqlalchemy import text

from archive.donations.queries import DonationFilter, count_donations
from archive.donors.queries import find_donor
from archive.donors.schemas import Contact, NewDonor
from archive.donors.service import change_donor, create_donor, hold_donor
from archive.kernel.database import Database
from archive.kernel.house import House
from tests.factories.gifts import make_donation

PATIENCE_SECONDS = 30


def wait_until_somebody_waits(database: Database) -> None:
    """Return once a session of PostgreSQL waits for another; SQLite lets nobody in meanwhile."""
    if database.engine.dialect.name != "postgresql":
        return
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with database.read() as session:
            if session.scalar(waiting):
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def test_a_gift_is_logged_while_its_donor_is_corrected(house_on_each: House) -> None:
    database = house_on_each.database
    with database.write() as session:
        donor_id = create_donor(session, NewDonor("张毓鋆")).id
    failed: list[BaseException] = []

    def log() -> None:
        try:
            with database.write() as session:
                make_donation(session, donor=donor_id, contact=Contact("13900001234"))
        except BaseException as error:  # noqa: BLE001 - told by the test
            failed.append(error)

    logging = threading.Thread(target=log)
    with database.write() as session:
        hold_donor(session, donor_id)
        logging.start()
        wait_until_somebody_waits(database)
        change_donor(session, donor_id, NewDonor("张毓鋆", unit="文化馆"))
    logging.join(PATIENCE_SECONDS)
    assert failed == []
    with database.read() as session:
        assert count_donations(session, DonationFilter(donor_id=donor_id)).number == 1
        assert find_donor(session, donor_id).unit == "文化馆"
