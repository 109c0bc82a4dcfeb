"""Front-end files: only what is locked arrives, and all of it."""

import base64
import dataclasses
import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from tools import fetch_frontend
from tools.fetch_frontend import FetchError, Package

FILES = {
    "package/dist/viewer.min.js": b"view()",
    "package/dist/images/next.png": b"\x89PNG",
    "package/dist/images/sub/far.txt": b"far",
    "package/src/viewer.js": b"function view() {}",
    "package/LICENSE": b"Do as you like.",
}


def pack(path: Path, files: dict[str, bytes]) -> Path:
    """Write a package archive as npm does."""
    with tarfile.open(path, "w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return pack(tmp_path / "viewer-1.2.3.tgz", FILES)


@pytest.fixture
def package(archive: Path) -> Package:
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    return Package(
        name="viewer",
        version="1.2.3",
        integrity=f"sha512-{digest}",
        purpose="shows",
        root="dist",
        files=("dist/viewer.min.js", "dist/images/*.png", "LICENSE"),
        folder="viewer",
    )


def test_only_the_listed_files_arrive(archive: Path, package: Package, tmp_path: Path) -> None:
    fetch_frontend.extract(archive, package, tmp_path / "out")

    arrived = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert arrived == {
        "viewer.min.js": b"view()",
        "images/next.png": b"\x89PNG",
        "LICENSE": b"Do as you like.",
    }


def test_a_listed_file_that_is_absent_is_named(
    archive: Path, package: Package, tmp_path: Path
) -> None:
    wanting = dataclasses.replace(package, files=("dist/viewer.min.js", "NOTICE"))
    with pytest.raises(FetchError, match=r"viewer@1\.2\.3 has no NOTICE"):
        fetch_frontend.extract(archive, wanting, tmp_path / "out")


def test_the_locked_archive_is_accepted(archive: Path, package: Package) -> None:
    fetch_frontend.verify(archive, package.integrity)


def test_another_archive_is_refused(package: Package, tmp_path: Path) -> None:
    other = pack(tmp_path / "other.tgz", {**FILES, "package/dist/viewer.min.js": b"steal()"})
    with pytest.raises(FetchError, match="is not the locked file"):
        fetch_frontend.verify(other, package.integrity)


@pytest.mark.parametrize("path", ["dist/../../outside.js", "dist//etc/passwd"])
def test_a_path_that_leaves_its_folder_is_refused(path: str) -> None:
    with pytest.raises(FetchError, match="leaves its folder"):
        fetch_frontend.place(path, "dist")


def test_a_change_of_the_lock_makes_a_package_absent(package: Package, tmp_path: Path) -> None:
    folder = tmp_path / package.folder
    assert not fetch_frontend.is_present(package, tmp_path)

    folder.mkdir()
    (folder / fetch_frontend.RECEIPT).write_text(package.receipt)

    assert fetch_frontend.is_present(package, tmp_path)
    newer = dataclasses.replace(package, version="1.2.4")
    more = dataclasses.replace(package, files=(*package.files, "NOTICE"))
    assert not fetch_frontend.is_present(newer, tmp_path)
    assert not fetch_frontend.is_present(more, tmp_path)


def test_without_npm_the_message_says_what_to_install(
    package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FetchError, match="apt-get install npm"):
        fetch_frontend.fetch(package, tmp_path / "vendor")


def test_what_is_locked_was_fetched() -> None:
    """``make setup`` ran before the tests."""
    for package in fetch_frontend.read_lock(fetch_frontend.LOCK):
        assert fetch_frontend.is_present(package, fetch_frontend.VENDOR)
