"""Reading a spreadsheet that somebody sent, in a child process with limits."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from archive.kernel.errors import AppError
from archive.spreadsheets import errors
from archive.spreadsheets.cells import Row, Sheet, Spreadsheet
from archive.spreadsheets.errors import SpreadsheetTooLargeError, SpreadsheetTooSlowError
from archive.spreadsheets.limits import (
    CHILD_SECONDS,
    LARGEST_ANSWER_BYTES,
    LARGEST_FILE_BYTES,
)
from archive.spreadsheets.wire import unpack_cells

_REFUSALS = {
    error.code: error
    for error in vars(errors).values()
    if isinstance(error, type) and issubclass(error, AppError) and "code" in vars(error)
}


def read_spreadsheet(path: Path, name: str) -> Spreadsheet:
    """Return what the file at ``path`` holds, which its sender calls ``name``.

    Raises:
        SpreadsheetTooLargeError, TooManyRowsError, NoSpreadsheetError, SpreadsheetDamagedError,
        UnknownEncodingError, UnclosedQuoteError, SpreadsheetTooSlowError: it cannot be read.
    """
    if path.stat().st_size > LARGEST_FILE_BYTES:
        raise SpreadsheetTooLargeError(limit=LARGEST_FILE_BYTES // 10**6)
    command = [sys.executable, "-m", "archive.spreadsheets.child", name]
    paths = os.pathsep.join(path for path in sys.path if path)
    environment = {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}
    with path.open("rb") as stream:
        child = subprocess.Popen(
            command,
            stdin=stream,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
    watch = threading.Timer(2 * CHILD_SECONDS, child.kill)
    watch.start()
    try:
        assert child.stdout is not None  # noqa: S101 - it is a pipe
        return _collect(child, _limited(child.stdout), name)
    finally:
        watch.cancel()
        child.kill()
        child.wait()
        child.stdout.close() if child.stdout else None


def _limited(lines: Iterable[bytes]) -> Iterable[bytes]:
    total = 0
    for line in lines:
        total += len(line)
        if total > LARGEST_ANSWER_BYTES:
            raise SpreadsheetTooLargeError(limit=LARGEST_ANSWER_BYTES // 10**6)
        yield line


def _collect(child: subprocess.Popen[bytes], lines: Iterable[bytes], name: str) -> Spreadsheet:
    heads: list[dict[str, Any]] = []
    rows: list[list[Row]] = []
    for line in lines:
        told = json.loads(line)
        if isinstance(told, list):
            rows[-1].append(Row(told[0], unpack_cells(told[1])))
        elif "refused" in told:
            raise _REFUSALS[told["refused"]](**told["values"])
        else:
            heads.append(told)
            rows.append([])
    if child.wait() != 0:
        raise SpreadsheetTooSlowError(name=name, detail=f"exit {child.returncode}")
    sheets = tuple(
        Sheet(head["sheet"], tuple(own), bool(head.get("hidden")))
        for head, own in zip(heads, rows, strict=True)
    )
    return Spreadsheet(sheets, str(heads[0].get("encoding", "")) if heads else "")
