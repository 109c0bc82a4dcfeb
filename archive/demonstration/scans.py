"""The scans of the demonstration: drawn by the samples of the tests, or found in a folder."""

import importlib
import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from archive.demonstration.holdings import acting
from archive.demonstration.people import actor
from archive.kernel.errors import N_, AppError
from archive.kernel.house import House
from digitize.intake import queries as intake
from digitize.intake.approval import approve_batch
from digitize.intake.inspection import SUFFIXES
from digitize.intake.service import open_batch, receive_scan
from digitize.pages import queries as pages
from digitize.pages.labels import leaf_label
from digitize.pages.schemas import PageState, PageView
from digitize.pages.service import label_page, omit_page

Scan = tuple[str, bytes]
Progress = Callable[[int, int], None]
"""Told how many pages are done, of how many."""


class SamplesMissingError(AppError):
    """The drawings are made by the tests, which an installed package does not carry."""

    code = "samples-missing"
    sentence = N_("示例图由 tests/samples 绘制，请在源码目录中运行 make demo。")


class FolderWithoutImagesError(AppError):
    """The named folder holds nothing to take in."""

    code = "folder-without-images"
    exit_code = 2
    sentence = N_("文件夹“%(folder)s”中没有可收入的图像（TIFF、JPEG、PNG、JPEG 2000）。")


def draw(what: str) -> list[Scan]:
    """Return the drawn scans ``volume`` (a Siku volume) or ``document`` (modern print) as PNG."""
    try:
        samples = importlib.import_module("tests.samples.demo")
        files = importlib.import_module("tests.samples.files")
    except ModuleNotFoundError as error:
        raise SamplesMissingError(detail=str(error)) from None
    drawn = getattr(samples, f"draw_demo_{what}")()
    return [(f"{page.name}.png", _as_png(files.as_pillow(page.image), page.dpi)) for page in drawn]


def find(folder: Path) -> list[Scan]:
    """Return the images directly in ``folder`` in the order of their names."""
    found = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES]
    if not found:
        raise FolderWithoutImagesError(folder=folder)
    return [(path.name, path.read_bytes()) for path in found]


def take_in(house: House, volume_id: str, scans: list[Scan], refused: Callable[[str], None]) -> str:
    """Take ``scans`` into the batch of a volume, opened if need be; return the batch.

    ``refused`` is told of each file that is not taken. What is there already is not doubled.
    """
    with house.database.read() as session:
        known = intake.batches_of_volume(session, volume_id)
    if known and not known[0].is_open:
        return known[0].id
    if known:
        batch_id = known[0].id
    else:
        with acting(house, "caozuo") as session:
            batch_id = open_batch(session, volume_id).id
    operator = actor(house, "caozuo")
    for name, content in scans:
        try:
            receive_scan(house, batch_id, io.BytesIO(content), name, operator)
        except AppError as error:
            refused(error.message)
    return batch_id


def count_done(house: House, batch_ids: list[str]) -> tuple[int, int]:
    """Return how many pages of the batches are at rest, and how many there are."""
    with house.database.read() as session:
        shown = [page for batch in batch_ids for page in pages.pages_of_batch(session, batch)]
    at_rest = {PageState.READY, PageState.FAILED}
    return sum(page.state in at_rest for page in shown), len(shown)


def approve(house: House, batch_id: str, *, as_leaves: bool) -> list[str]:
    """Label the pages of a batch and publish it; return what failed, a sentence each.

    A page that failed is left out, as an operator would; without a single good page the batch
    stays open.
    """
    with house.database.read() as session:
        batch = intake.find_batch(session, batch_id)
        shown = pages.pages_of_batch(session, batch_id)
    if not batch.is_open:
        return []
    failures = [page.failure.message for page in shown if page.failure]
    if len(failures) == len(shown):
        return failures
    with acting(house, "caozuo") as session:
        for page in shown:
            if page.state is PageState.FAILED:
                omit_page(session, page.id, is_omitted=True)
            elif not page.label:
                label_page(session, page.id, _label(page, as_leaves=as_leaves))
        approve_batch(session, batch_id)
    return failures


def _label(page: PageView, *, as_leaves: bool) -> str:
    if not as_leaves:
        return f"第 {page.sequence} 页"
    leaf, side = divmod(page.sequence - 1, 2)
    return leaf_label(1, leaf + 1, "ab"[side])


def _as_png(picture: Image.Image, dpi: int) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG", dpi=(dpi, dpi))
    return target.getvalue()
