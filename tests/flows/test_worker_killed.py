"""``kill -9`` of the real worker at every step, in the middle of a write too: nothing is lost.

The worker is ``fangzhi work`` as a site runs it. A named place stops it (``digitize.pauses``), so
that each blow falls exactly where it is meant to fall, whatever the machine's speed.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import pytest
from sqlalchemy import select

from archive.kernel.database import Database
from archive.kernel.house import House, open_house
from archive.kernel.journal import entries_after
from archive.kernel.settings import CHECKOUT, Settings
from digitize import pauses
from digitize.intake.importing import import_folder
from digitize.intake.models import FolderImport, ImportState, Scan
from digitize.pages.models import Page, PageImage, PageText, StepRun
from digitize.pages.states import PageState
from digitize.pages.ways import StepName
from tests.factories.scans import make_batch, make_batch_of_leaves, small_leaf

PATIENCE_SECONDS = 120
PLACES = [
    "page:rung",
    *(f"{step}:{moment}" for step in StepName for moment in ("begin", "inside", "made")),
]
PLACES.insert(PLACES.index("derive:made"), "derive:storing")


class Worker:
    """The real worker process, to be stopped gently or killed."""

    def __init__(self, settings: Settings, place: str = "", **more: str) -> None:
        self.mark = settings.data_dir / "paused"
        self.mark.unlink(missing_ok=True)
        environment = {
            "FANGZHI_DATA_DIR": str(settings.data_dir),
            "FANGZHI_OCR_ENGINE": settings.ocr_engine,
            "FANGZHI_SWEEP_SECONDS": "1",
            pauses.PLACE: place,
            pauses.MARK: str(self.mark),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "archive", "work"],
            env=os.environ | environment | more,
            cwd=CHECKOUT,
            stderr=subprocess.DEVNULL,
        )

    def kill_when_paused(self) -> int:
        """Wait until it has come to its place, kill it, and return who had paused."""
        wait_until(self.mark.exists)
        paused = int(self.mark.read_text())
        self._process.kill()
        self._process.wait()
        return paused

    def stop(self) -> int:
        """Ask it to end and return its exit status."""
        self._process.terminate()
        return self._process.wait(PATIENCE_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for something that must come; how long it takes proves nothing."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


@pytest.fixture
def site(settings: Settings, sqlite_database: Database) -> Iterator[House]:
    """A house with its queue on the disk, where another process finds it."""
    del sqlite_database  # its file lies where the settings say
    house = open_house(settings.model_copy(update={"ocr_engine": "null"}))
    yield house
    house.database.dispose()


def states(house: House) -> Counter[PageState]:
    with house.database.read() as session:
        return Counter(session.scalars(select(Page.state)))


def is_gone(process_id: int) -> bool:
    """Whether a process has ended; one that nobody has buried yet has ended too."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        status = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
        return status[0] == "Z"
    return True


def assert_whole(house: House, count: int) -> None:
    """Everything is there once: scans, pages, images, texts, runs of steps, news."""
    with house.database.read() as session:
        pages = set(session.scalars(select(Page.id).where(Page.state == PageState.READY)))
        assert len(pages) == count
        assert len(session.scalars(select(Scan)).all()) == count
        images = session.scalars(select(PageImage)).all()
        assert {image.page_id for image in images} == pages
        assert all(house.derivatives.verify(image.sha256) for image in images)
        texts = session.execute(select(PageText.page_id, PageText.version)).all()
        assert sorted(texts) == sorted((page_id, 1) for page_id in pages)
        runs = Counter(tuple(row) for row in session.execute(select(StepRun.page_id, StepRun.step)))
        assert runs == {(page_id, str(step)): 1 for page_id in pages for step in StepName}
        actions = Counter(entry.action for entry in entries_after(session, 0, limit=10_000))
    assert actions["digitize.scan.received"] == count
    assert actions["digitize.page.imaged"] == count
    assert actions["digitize.page.read"] == count
    assert not list((house.settings.data_dir / "scratch").glob("*"))


def test_a_batch_completes_although_the_worker_is_killed_at_every_step(site: House) -> None:
    make_batch_of_leaves(site, 3)
    for place in PLACES:
        with Worker(site.settings, place) as worker:
            paused = worker.kill_when_paused()
            wait_until(lambda paused=paused: is_gone(paused))  # type: ignore[misc]
            assert states(site)[PageState.READY] == 0, place
    with Worker(site.settings) as worker:
        wait_until(lambda: states(site)[PageState.READY] == 3)
        assert worker.stop() == 0
    assert_whole(site, 3)


@pytest.mark.parametrize("place", ["master:storing", "inspect:begin"])
def test_a_folder_comes_in_whole_although_the_worker_is_killed(
    site: House, tmp_path: Path, place: str
) -> None:
    folder = tmp_path / "扫描"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.png").write_bytes(small_leaf(number))
    site.settings.import_dirs.append(tmp_path)
    batch_id = make_batch(site)
    with site.database.write() as session:
        import_folder(session, site, batch_id, str(folder))

    more = {"FANGZHI_IMPORT_DIRS": str(tmp_path)}
    with Worker(site.settings, place, **more) as worker:
        worker.kill_when_paused()
    with Worker(site.settings, **more) as worker:
        wait_until(lambda: states(site)[PageState.READY] == 3 and is_imported(site))
        assert worker.stop() == 0
    assert_whole(site, 3)
    assert not list((site.settings.data_dir / "incoming").glob("*"))


def is_imported(house: House) -> bool:
    with house.database.read() as session:
        return set(session.scalars(select(FolderImport.state))) == {ImportState.DONE}


def test_a_gentle_stop_ends_after_the_step_and_loses_nothing(site: House) -> None:
    make_batch_of_leaves(site, 3)
    with Worker(site.settings) as worker:
        wait_until(lambda: states(site)[PageState.READY] > 0)
        assert worker.stop() == 0
    assert states(site)[PageState.RUNNING] == 0
    with Worker(site.settings) as worker:
        wait_until(lambda: states(site)[PageState.READY] == 3)
        assert worker.stop() == 0
    assert_whole(site, 3)
