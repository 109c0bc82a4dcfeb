"""Fetch the front-end files named in ``frontend.lock.json`` into ``vendor/``.

Runs before the virtual environment exists, so it needs nothing but Python and npm. npm only carries
the archive here: which one is right is decided by the sha512 in the lock file.
"""

import argparse
import base64
import fnmatch
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "frontend.lock.json"
VENDOR = ROOT / "vendor"
RECEIPT = ".fetched"


class FetchError(Exception):
    """A front-end package cannot be had as locked; the message says what to do."""


@dataclass(frozen=True)
class Package:
    """One npm package and the part of it that we serve.

    Attributes:
        integrity: sha512 of the package archive, as npm writes it (``sha512-<base64>``).
        root: Folder in the package whose path is dropped; files outside it keep their name only.
        files: Paths in the package, ``*`` allowed; each must match something.
        folder: Name under ``vendor/``.
    """

    name: str
    version: str
    integrity: str
    purpose: str
    root: str
    files: tuple[str, ...]
    folder: str

    @property
    def spec(self) -> str:
        """The package as npm names it."""
        return f"{self.name}@{self.version}"

    @property
    def receipt(self) -> str:
        """What is written beside fetched files; a change of the lock changes it."""
        return json.dumps([self.spec, self.integrity, self.root, *self.files])


def read_lock(path: Path) -> list[Package]:
    """Read the packages named in a lock file."""
    entries = json.loads(path.read_text(encoding="utf-8"))["packages"]
    return [Package(**{**entry, "files": tuple(entry["files"])}) for entry in entries]


def is_present(package: Package, vendor: Path) -> bool:
    """Whether exactly this package was fetched before."""
    receipt = vendor / package.folder / RECEIPT
    return receipt.is_file() and receipt.read_text(encoding="utf-8") == package.receipt


def download(package: Package, into: Path) -> Path:
    """Let npm bring the package's archive.

    Raises:
        FetchError: npm is absent or fails.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise FetchError("npm is missing; install it with: apt-get install npm")
    command = [npm, "pack", package.spec, "--pack-destination", str(into), "--silent"]
    done = subprocess.run(command, cwd=into, capture_output=True, text=True, check=False)
    archives = list(into.glob("*.tgz"))
    if done.returncode != 0 or len(archives) != 1:
        raise FetchError(f"npm could not bring {package.spec}:\n{done.stderr.strip()}")
    return archives[0]


def verify(archive: Path, integrity: str) -> None:
    """Compare an archive with the sha512 it must have.

    Raises:
        FetchError: They differ.
    """
    digest = hashlib.sha512(archive.read_bytes()).digest()
    found = "sha512-" + base64.b64encode(digest).decode("ascii")
    if found != integrity:
        raise FetchError(
            f"{archive.name} is not the locked file: expected {integrity}, got {found}"
        )


def extract(archive: Path, package: Package, into: Path) -> None:
    """Write the package's listed files below a folder.

    Raises:
        FetchError: A listed file is not in the archive.
    """
    unseen = set(package.files)
    with tarfile.open(archive) as tar:
        for member in tar:
            path = member.name.partition("/")[2]
            wanted = {pattern for pattern in package.files if fnmatch.fnmatchcase(path, pattern)}
            content = tar.extractfile(member) if wanted else None
            if content is None:
                continue
            unseen -= wanted
            target = into / place(path, package.root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.read())
    if unseen:
        raise FetchError(f"{package.spec} has no {', '.join(sorted(unseen))}")


def place(path: str, root: str) -> Path:
    """Where a file of a package goes, relative to the package's folder.

    Raises:
        FetchError: The path would leave the folder.
    """
    inside = path.removeprefix(root + "/") if path.startswith(root + "/") else Path(path).name
    if ".." in Path(inside).parts or Path(inside).is_absolute():
        raise FetchError(f"a path that leaves its folder: {path}")
    return Path(inside)


def fetch(package: Package, vendor: Path) -> None:
    """Bring one package into ``vendor``; a failure leaves what was there.

    Raises:
        FetchError: The package cannot be had as locked.
    """
    vendor.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=vendor, prefix=".fetching-") as work:
        archive = download(package, Path(work))
        verify(archive, package.integrity)
        fresh = Path(work) / "files"
        extract(archive, package, fresh)
        (fresh / RECEIPT).write_text(package.receipt, encoding="utf-8")
        target = vendor / package.folder
        if target.exists():
            shutil.rmtree(target)
        fresh.rename(target)


def main(arguments: list[str] | None = None) -> int:
    """Fetch what is missing; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lock", type=Path, default=LOCK)
    parser.add_argument("--vendor", type=Path, default=VENDOR)
    options = parser.parse_args(arguments)
    try:
        for package in read_lock(options.lock):
            if not is_present(package, options.vendor):
                print(f"Fetching {package.spec}: {package.purpose}", flush=True)
                fetch(package, options.vendor)
    except FetchError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
