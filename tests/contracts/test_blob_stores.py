"""Every store of blobs keeps them once, whole and unchanged."""

import errno
import hashlib
import io
import os
import time
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pytest

from archive.kernel.errors import NotFoundError, OutOfSpaceError
from archive.kernel.storage import CHUNK_BYTES, STRAY_SECONDS, BlobStore
from archive.kernel.storage import FileBlobStore as Files
from archive.kernel.storage import MemoryBlobStore as Memory

LEAF = "醴陵縣志卷一".encode()
LEAF_SHA256 = hashlib.sha256(LEAF).hexdigest()
NOWHERE = "0" * 64


class Kept(ABC):
    """A store, and what a test must see of its inside."""

    store: BlobStore

    @abstractmethod
    def keys(self) -> list[str]:
        """Everything that lies in the store, whole or not."""

    @abstractmethod
    def damage(self, sha256: str) -> None:
        """Flip a bit of a blob behind the store's back."""


class KeptInFiles(Kept):
    """The store that a site uses."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.store = Files(root)

    def keys(self) -> list[str]:
        return sorted(path.name for path in self.root.rglob("*") if path.is_file())

    def damage(self, sha256: str) -> None:
        path = self.store.path(sha256)
        path.chmod(0o644)
        path.write_bytes(flipped(path.read_bytes()))


class KeptInMemory(Kept):
    """The store of tests."""

    def __init__(self, scratch: Path) -> None:
        self.memory = Memory(scratch)
        self.store = self.memory

    def keys(self) -> list[str]:
        return sorted(self.memory._blobs)

    def damage(self, sha256: str) -> None:
        self.memory._blobs[sha256] = flipped(self.memory._blobs[sha256])


class Breaking(io.RawIOBase):
    """A stream that gives ``CHUNK_BYTES`` and then fails."""

    def __init__(self, error: BaseException) -> None:
        self._error = error
        self._has_given = False

    def read(self, size: int = -1) -> bytes:
        if self._has_given or size < 0:
            raise self._error
        self._has_given = True
        return b"x" * CHUNK_BYTES


def flipped(content: bytes) -> bytes:
    return bytes([content[0] ^ 1]) + content[1:]


def breaking(error: BaseException) -> BinaryIO:
    stream: object = Breaking(error)
    return stream  # type: ignore[return-value]


@pytest.fixture(params=[KeptInFiles, KeptInMemory], ids=["files", "memory"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    store: Kept = request.param(tmp_path / "blobs")
    return store


def test_what_is_put_is_found_under_its_sha256(kept: Kept) -> None:
    blob = kept.store.put(io.BytesIO(LEAF))
    assert (blob.sha256, blob.size_bytes) == (LEAF_SHA256, len(LEAF))
    assert kept.store.exists(LEAF_SHA256)
    assert kept.store.verify(LEAF_SHA256)
    assert kept.store.path(LEAF_SHA256).read_bytes() == LEAF
    with kept.store.open(LEAF_SHA256) as stream:
        assert stream.read() == LEAF


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES, CHUNK_BYTES + 1])
def test_blobs_of_any_size_are_kept_whole(kept: Kept, size: int) -> None:
    content = os.urandom(size)
    blob = kept.store.put(io.BytesIO(content))
    assert blob.size_bytes == size
    assert kept.store.path(blob.sha256).read_bytes() == content


def test_only_the_rest_of_a_stream_is_kept(kept: Kept) -> None:
    stream = io.BytesIO(b"head" + LEAF)
    stream.seek(4)
    assert kept.store.put(stream).sha256 == LEAF_SHA256


def test_the_same_bytes_are_kept_once(kept: Kept) -> None:
    assert kept.store.put(io.BytesIO(LEAF)) == kept.store.put(io.BytesIO(LEAF))
    assert kept.keys() == [LEAF_SHA256]


def test_the_same_bytes_put_by_many_at_once_are_kept_once(kept: Kept) -> None:
    with ThreadPoolExecutor(8) as pool:
        blobs = set(pool.map(lambda _: kept.store.put(io.BytesIO(LEAF)), range(32)))
    assert len(blobs) == 1
    assert kept.keys() == [LEAF_SHA256]
    assert kept.store.verify(LEAF_SHA256)


def test_nobody_may_write_to_a_blob(kept: Kept) -> None:
    kept.store.put(io.BytesIO(LEAF))
    assert kept.store.path(LEAF_SHA256).stat().st_mode & 0o222 == 0


@pytest.mark.parametrize("error", [ConnectionResetError(), KeyboardInterrupt()])
def test_a_stream_that_breaks_off_leaves_nothing(kept: Kept, error: BaseException) -> None:
    with pytest.raises(type(error)):
        kept.store.put(breaking(error))
    assert kept.keys() == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_and_leaves_nothing(kept: Kept, number: int) -> None:
    with pytest.raises(OutOfSpaceError) as caught:
        kept.store.put(breaking(OSError(number, os.strerror(number))))
    assert caught.value.retryable
    assert kept.keys() == []


def test_another_error_of_the_disk_is_not_called_a_full_one(kept: Kept) -> None:
    with pytest.raises(OSError, match="Input/output error"):
        kept.store.put(breaking(OSError(errno.EIO, "Input/output error")))


def test_flipped_bytes_are_noticed(kept: Kept) -> None:
    kept.store.put(io.BytesIO(LEAF))
    kept.damage(LEAF_SHA256)
    assert kept.store.exists(LEAF_SHA256)
    assert not kept.store.verify(LEAF_SHA256)


@pytest.mark.parametrize(
    "sha256",
    [NOWHERE, hashlib.sha256().hexdigest(), "", "../" * 20 + "etc/passwd", LEAF_SHA256.upper()],
)
def test_what_is_not_kept_is_not_found(kept: Kept, sha256: str) -> None:
    kept.store.put(io.BytesIO(LEAF))
    assert not kept.store.exists(sha256)
    assert not kept.store.verify(sha256)
    with pytest.raises(NotFoundError):
        kept.store.open(sha256)
    with pytest.raises(NotFoundError):
        kept.store.path(sha256)


def test_a_killed_writer_leaves_a_stray_that_is_cleared_the_next_day(tmp_path: Path) -> None:
    store = Files(tmp_path)
    store.put(io.BytesIO(LEAF))
    stray, fresh = tmp_path / "incoming" / "stray", tmp_path / "incoming" / "fresh"
    for path in (stray, fresh):
        path.write_bytes(LEAF[:3])
    long_ago = time.time() - STRAY_SECONDS - 60
    os.utime(stray, (long_ago, long_ago))

    assert store.clear_strays() == 1
    assert not stray.exists()
    assert fresh.exists(), "its writer may still be at it"
    assert store.verify(LEAF_SHA256)


def test_a_store_that_is_not_there_yet_has_no_strays(tmp_path: Path) -> None:
    assert Files(tmp_path / "new").clear_strays() == 0


def test_every_blob_is_listed_with_its_length(kept: Kept) -> None:
    put = {kept.store.put(io.BytesIO(content)) for content in (LEAF, b"", b"x" * 1000)}
    assert set(kept.store.blobs()) == put


def test_what_is_no_blob_is_not_listed(tmp_path: Path) -> None:
    store = Files(tmp_path / "blobs")
    assert list(store.blobs()) == []
    blob = store.put(io.BytesIO(LEAF))
    for stray in ("incoming/" + NOWHERE, "00/notes.txt", "00/11/" + NOWHERE):
        (tmp_path / "blobs" / stray).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "blobs" / stray).touch()
    assert list(store.blobs()) == [blob]


def test_what_is_erased_is_gone_and_may_come_again(kept: Kept) -> None:
    kept.store.put(io.BytesIO(LEAF))
    kept.store.path(LEAF_SHA256)
    kept.store.erase(LEAF_SHA256)
    kept.store.erase(LEAF_SHA256)
    kept.store.erase("../" + LEAF_SHA256)
    assert not kept.store.exists(LEAF_SHA256)
    with pytest.raises(NotFoundError):
        kept.store.path(LEAF_SHA256)
    kept.store.put(io.BytesIO(LEAF))
    assert kept.store.verify(LEAF_SHA256)
