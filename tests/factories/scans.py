"""Scans as they come from the scanner, small so that many fit into a test."""

import io
from functools import lru_cache

import numpy as np

from archive.kernel.house import House
from digitize.intake import service as intake
from digitize.intake.schemas import Received
from tests.factories.holdings import make_volume
from tests.factories.people import OPERATOR
from tests.samples.files import as_pillow
from tests.samples.leaves import draw_half_leaf
from tests.samples.scan import ScanStyle
from tests.samples.siku import SikuStyle
from tests.samples.texts import LILING_HILLS, LILING_HISTORY


@lru_cache
def small_leaf(number: int = 1) -> bytes:
    """Return a small half-leaf of text as PNG; each number another picture."""
    rng = np.random.default_rng(number)
    leaf = (LILING_HILLS, LILING_HISTORY)[number % 2]
    page = draw_half_leaf(SikuStyle(pitch_px=48, is_red=True), ScanStyle(), leaf, "a", rng)
    return _png(page.image)


@lru_cache
def blank_leaf() -> bytes:
    """Return paper with nothing on it as PNG."""
    return _png(np.full((300, 200, 3), 235, np.uint8))


def make_batch(house: House, profile: str = "") -> str:
    """Open a batch for a new volume and return its identifier."""
    with house.database.write() as session:
        return intake.open_batch(session, make_volume(session).id, profile).id


def send(house: House, batch_id: str, content: bytes, name: str) -> Received:
    """Put a file into a batch through the service."""
    return intake.receive_scan(house, batch_id, io.BytesIO(content), name, OPERATOR)


def make_batch_of_leaves(house: House, count: int, profile: str = "") -> str:
    """Open a batch and put so many small leaves into it."""
    batch_id = make_batch(house, profile)
    for number in range(1, count + 1):
        send(house, batch_id, small_leaf(number), f"叶{number:02}.png")
    return batch_id


def _png(image: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    stream = io.BytesIO()
    as_pillow(image).save(stream, "PNG")
    return stream.getvalue()
