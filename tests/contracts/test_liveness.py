"""Whether a worker lives: one contract for locks on files and locks in PostgreSQL."""

import subprocess
import sys
import time

from archive.kernel.house import House
from archive.kernel.settings import CHECKOUT
from digitize.pipeline.liveness import go_on_duty

WAIT_SECONDS = 30
WORKER = """
import sys
from archive.kernel.database import Database
from digitize.pipeline import liveness
from pathlib import Path

database = Database(sys.argv[1])
folder = Path(sys.argv[2])
kind = liveness.FileLiveness(folder) if database.is_sqlite else liveness.DatabaseLiveness(database)
print(kind.worker_id, flush=True)
sys.stdin.read()
"""


def test_a_worker_is_alive_until_it_goes(house_on_each: House) -> None:
    mine, other = go_on_duty(house_on_each), go_on_duty(house_on_each)
    try:
        assert mine.worker_id != other.worker_id
        assert mine.is_alive(mine.worker_id)
        assert mine.is_alive(other.worker_id)
        assert other.is_alive(mine.worker_id)
        other.close()
        assert not mine.is_alive(other.worker_id)
        assert mine.is_alive(mine.worker_id)
        assert not mine.is_alive("never-was")
    finally:
        mine.close()


def test_a_killed_worker_is_dead_at_once(house_on_each: House) -> None:
    folder = house_on_each.settings.data_dir / "workers"
    url = house_on_each.database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", WORKER, url, str(folder)]
    mine = go_on_duty(house_on_each)
    with subprocess.Popen(
        command, cwd=CHECKOUT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as worker:
        assert worker.stdout is not None
        worker_id = worker.stdout.readline().strip()
        try:
            assert mine.is_alive(worker_id)
        finally:
            worker.kill()
    if house_on_each.database.is_sqlite:
        assert not mine.is_alive(worker_id)
    else:  # the server notices the broken connection when it next looks
        deadline = time.monotonic() + WAIT_SECONDS
        while mine.is_alive(worker_id) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not mine.is_alive(worker_id)
    mine.close()
