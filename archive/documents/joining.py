"""Many papers in one file, each as it was issued, put together by poppler's ``pdfunite``."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from archive.documents.errors import PaperTooSlowError
from archive.kernel.errors import ToolMissingError

SECONDS_EACH = 1
SECONDS_AT_LEAST = 30


def join_pdfs(papers: Sequence[Path], target: Path) -> None:
    """Write the pages of ``papers`` one after another to ``target``.

    Their memory is that of ``pdfunite``, not ours: papers are neither set nor read again here.

    Raises:
        ToolMissingError: poppler-utils is not installed.
        PaperTooSlowError: it took longer than so many papers can.
    """
    program = shutil.which("pdfunite")
    if program is None:
        raise ToolMissingError(tool="pdfunite", package="poppler-utils")
    limit = max(SECONDS_AT_LEAST, SECONDS_EACH * len(papers))
    try:
        with tempfile.TemporaryFile() as said:
            subprocess.run(
                [program, *map(str, papers), str(target)],
                check=True,
                timeout=limit,
                stdout=said,
                stderr=said,
            )
    except subprocess.TimeoutExpired as error:
        raise PaperTooSlowError(seconds=limit) from error
