"""Scans coming in: what is kept of them, and that each stands or falls alone."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pytest
from PIL import Image

from archive.kernel.errors import OutOfSpaceError, UnreadableScanError
from archive.kernel.house import House
from archive.kernel.storage import Blob, FileBlobStore
from digitize.intake.errors import (
    BatchNotFoundError,
    ManyPicturesError,
    TooHeavyError,
    TooManyPixelsError,
)
from digitize.intake.inspection import ImageKind, sniff
from digitize.intake.queries import find_batch, refused_of_batch, scans_of_batch
from digitize.intake.schemas import MasterView, Received
from digitize.intake.service import open_batch
from digitize.intake.spool import Spool, sweep_spools
from digitize.pages.queries import pages_of_batch
from digitize.pages.states import PageState
from tests.factories.holdings import make_volume
from tests.factories.scans import make_batch, send, small_leaf


def as_tiff(*sizes: tuple[int, int], dpi: int = 300) -> bytes:
    """Return a TIFF with a picture of each size."""
    stream = io.BytesIO()
    first, *others = (Image.new("RGB", size, (200, 180, 150)) for size in sizes)
    first.save(stream, "TIFF", save_all=bool(others), append_images=others, dpi=(dpi, dpi))
    return stream.getvalue()


def masters(house: House, batch_id: str) -> list[MasterView]:
    with house.database.read() as session:
        return [scan.master for scan in scans_of_batch(session, batch_id).values()]


def test_a_scan_becomes_a_master_and_a_waiting_page(house_on_each: House) -> None:
    house = house_on_each
    batch_id = make_batch(house)
    content = as_tiff((120, 200), dpi=400)
    received = send(house, batch_id, content, "叶一.tif")
    assert received == Received(received.scan_id, "叶一.tif", 1, is_new=True)
    (master,) = masters(house, batch_id)
    assert house.masters.path(master.sha256).read_bytes() == content
    assert (master.width, master.height, master.dpi) == (120, 200, 400.0)
    assert (master.media_type, master.size_bytes) == ("image/tiff", len(content))
    with house.database.read() as session:
        (page,) = pages_of_batch(session, batch_id)
    assert (page.state, page.step, page.sequence) == (PageState.WAITING, "inspect", 1)
    assert house.jobs.huey.pending_count() == 1


def test_the_same_master_may_stand_in_two_batches(house_on_each: House) -> None:
    first, second = make_batch(house_on_each), make_batch(house_on_each)
    assert send(house_on_each, first, small_leaf(), "a.png").is_new
    assert send(house_on_each, second, small_leaf(), "b.png").is_new
    assert masters(house_on_each, first) == masters(house_on_each, second)


class MeetingPoint(FileBlobStore):
    """Lets nobody go on before so many have put a file."""

    def __init__(self, root: Path, count: int) -> None:
        super().__init__(root)
        self._all_here = threading.Barrier(count, timeout=60)

    def put(self, stream: BinaryIO) -> Blob:
        blob = super().put(stream)
        self._all_here.wait()
        return blob


def test_the_same_file_may_arrive_in_many_batches_at_once(house_on_each: House) -> None:
    batches = [make_batch(house_on_each) for _ in range(4)]
    house_on_each.masters = MeetingPoint(house_on_each.settings.data_dir / "masters", 4)

    def deliver(batch_id: str) -> bool:
        return send(house_on_each, batch_id, small_leaf(), "a.png").is_new

    with ThreadPoolExecutor(4) as scanners:
        assert all(scanners.map(deliver, batches))


def test_files_that_arrive_at_once_get_places_of_their_own(house_on_each: House) -> None:
    house, batch_id = house_on_each, make_batch(house_on_each)
    received: list[Received] = []

    def deliver(number: int) -> None:
        received.append(send(house, batch_id, small_leaf(number % 3), f"{number}.png"))

    threads = [threading.Thread(target=deliver, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(r.sequence for r in received if r.is_new) == [1, 2, 3]
    assert len({r.scan_id for r in received}) == 3
    with house.database.read() as session:
        assert [page.sequence for page in pages_of_batch(session, batch_id)] == [1, 2, 3]


def test_a_volume_has_one_open_batch(house_on_each: House) -> None:
    batch_id = make_batch(house_on_each, "picture")
    with house_on_each.database.write() as session:
        volume_id = find_batch(session, batch_id).volume_id
        assert open_batch(session, volume_id).id == batch_id


def test_a_document_of_several_pages_is_refused(house: House) -> None:
    batch_id = make_batch(house)
    with pytest.raises(ManyPicturesError) as caught:
        send(house, batch_id, as_tiff((100, 100), (100, 100), (100, 100)), "册.tif")
    assert caught.value.values == {"name": "册.tif", "count": 3}
    assert send(house, batch_id, as_tiff((400, 400), (50, 50)), "带缩图.tif").is_new


def test_pixels_are_counted_before_they_are_decoded(house: House) -> None:
    house.settings.image_max_pixels = 9_999
    with pytest.raises(TooManyPixelsError):
        send(house, make_batch(house), as_tiff((100, 100)), "x.tif")


def test_a_picture_that_takes_too_long_to_look_at_is_refused_by_name(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house.settings, "step_timeout_s", 0)
    with pytest.raises(TooHeavyError) as caught:
        send(house, make_batch(house), small_leaf(), "重.png")
    assert "重.png" in str(caught.value)


def test_every_beginning_of_a_file_is_refused(house: House) -> None:
    """However a transfer breaks off, no torn scan comes in."""
    batch_id, content = make_batch(house), small_leaf()
    for length in (20, 100, len(content) // 3, len(content) - 30):
        with pytest.raises(UnreadableScanError):
            send(house, batch_id, content[:length], f"{length}.png")
    with house.database.read() as session:
        assert len(refused_of_batch(session, batch_id)) == 4
        assert pages_of_batch(session, batch_id) == []
    assert not list(house.settings.data_dir.glob("masters/*/*/*"))


def test_a_full_disk_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_spool: Spool, _chunk: bytes) -> None:
        raise OutOfSpaceError

    batch_id = make_batch(house)
    monkeypatch.setattr(Spool, "write", full)
    with pytest.raises(OutOfSpaceError):
        send(house, batch_id, small_leaf(), "x.png")
    with house.database.read() as session:
        assert refused_of_batch(session, batch_id)[0].error_code == "out-of-space"


def test_there_must_be_an_open_batch(house: House) -> None:
    with pytest.raises(BatchNotFoundError):
        send(house, "nonesuch", small_leaf(), "x.png")


def test_spools_of_the_dead_are_swept_and_those_in_use_are_not(house: House) -> None:
    with Spool(house.settings, "x.png") as used:
        used.write(b"half a file")
        left = used.path.with_name("left-by-a-dead-process")
        left.write_bytes(b"x")
        assert sweep_spools(house.settings) == 1
        assert used.path.exists()
    assert list(Path(used.path.parent).iterdir()) == []


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", ImageKind.JPEG),
        (b"\x89PNG\r\n\x1a\n\x00", ImageKind.PNG),
        (b"MM\x00*\x00\x00", ImageKind.TIFF),
        (b"II+\x00\x08\x00\x00\x00", ImageKind.TIFF),
        (b"\x00\x00\x00\x0cjP  \r\n\x87\n", ImageKind.JPEG_2000),
        (b"\xff\x4f\xff\x51\x00", ImageKind.JPEG_2000),
        (b"GIF89a", None),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_a_kind_is_told_by_the_first_bytes(head: bytes, kind: ImageKind | None) -> None:
    assert sniff(head) is kind


def test_two_who_open_a_batch_at_once_share_it(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        volume_id = make_volume(session, "醴陵縣志").id

    def open_one(_: int) -> str:
        with house_on_each.database.write() as session:
            return open_batch(session, volume_id).id

    with ThreadPoolExecutor(4) as clerks:
        assert len(set(clerks.map(open_one, range(4)))) == 1
