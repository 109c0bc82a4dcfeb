"""The letters of a mailing as files: all in one PDF to print, each by itself in a ZIP."""

import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from archive.documents.joining import join_pdfs
from archive.documents.schemas import DocumentView
from archive.kernel.house import House

Letter = tuple[str, DocumentView]
"""Whom a letter is for, and as what it was issued."""

# What file systems and archivers of one or the other kind do not take in a name.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_MOST_OF_NAME = 40
_STANDING_STILL = (1980, 1, 1, 0, 0, 0)


def write_files(house: House, letters: Sequence[Letter]) -> tuple[str, str]:
    """Keep the letters as one PDF and as one ZIP; return the SHA-256 of both, "" for no letters."""
    if not letters:
        return "", ""
    return _print_together(house, letters), _zip(house, letters)


def _print_together(house: House, letters: Sequence[Letter]) -> str:
    papers = [house.documents.path(issued.sha256) for _name, issued in letters]
    with tempfile.TemporaryDirectory() as folder:
        together = Path(folder, "together.pdf")
        join_pdfs(papers, together)
        with together.open("rb") as stream:
            return house.documents.put(stream).sha256


def name_of_file(name: str, number: str, suffix: str) -> str:
    """Return what a letter's file is called: its number, and whom it is for."""
    tidy = _FORBIDDEN.sub("_", name).strip(" .")[:_MOST_OF_NAME]
    return f"{number} {tidy}.{suffix}"


def _zip(house: House, letters: Sequence[Letter]) -> str:
    with tempfile.TemporaryFile() as spool:
        with zipfile.ZipFile(spool, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, issued in letters:
                for suffix, sha256 in (("pdf", issued.sha256), ("docx", issued.docx_sha256)):
                    if not sha256:
                        continue
                    called = name_of_file(name, issued.number, suffix)
                    entry = zipfile.ZipInfo(called, _STANDING_STILL)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(entry, house.documents.path(sha256).read_bytes())
        spool.seek(0)
        return house.documents.put(spool).sha256
