"""PostgreSQL's own programs: ``pg_dump`` and ``pg_restore``."""

import errno
import os
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url

from archive.backup.errors import DatabaseUnreadableError, RestoreFailedError
from archive.kernel.errors import ToolMissingError

PACKAGE = "postgresql-client"
QUEUE_TABLES = "huey_*"


def dump(url: str, target: Path, snapshot: str) -> None:
    """Write the database at ``url`` to ``target``, as the exported ``snapshot`` sees it.

    Raises:
        ToolMissingError: there is no ``pg_dump``.
        DatabaseUnreadableError: it failed; the reason is its own words.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    words = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    done = _run("pg_dump", url, [*words, f"--exclude-table={QUEUE_TABLES}", f"--file={target}"])
    if done.returncode != 0:
        reason = _reason(done)
        if "No space left" in reason:
            raise OSError(errno.ENOSPC, reason)
        raise DatabaseUnreadableError(reason=reason)
    descriptor = os.open(target, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    list_contents(target)


def list_contents(path: Path) -> None:
    """Make sure that a dump can be read to its table of contents.

    Raises:
        ToolMissingError: there is no ``pg_restore``.
        DatabaseUnreadableError: it is no dump, or is cut off.
    """
    done = _run("pg_restore", None, ["--list", str(path)])
    if done.returncode != 0:
        raise DatabaseUnreadableError(reason=_reason(done))


def restore(url: str, source: Path) -> None:
    """Put a dump into the empty database at ``url``, wholly or not at all.

    Raises:
        ToolMissingError: there is no ``pg_restore``.
        RestoreFailedError: it failed, and the database is as empty as before.
    """
    words = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    done = _run("pg_restore", url, [*words, str(source)])
    if done.returncode != 0:
        raise RestoreFailedError(reason=_reason(done))


def _run(program: str, url: str | None, words: list[str]) -> subprocess.CompletedProcess[str]:
    path = shutil.which(program)
    if path is None:
        raise ToolMissingError(tool=program, package=PACKAGE)
    environment = {name: value for name, value in os.environ.items() if "FANGZHI" not in name}
    command = [path, *words]
    if url is not None:
        # The password goes by the environment: a command line is seen by everybody.
        parts = make_url(url).translate_connect_args(username="user", database="dbname")
        environment["PGPASSWORD"] = str(parts.pop("password", ""))
        known = {name: str(value) for name, value in {**parts, **make_url(url).query}.items()}
        command.insert(1, f"--dbname={make_conninfo(**known)}")
    return subprocess.run(
        command,
        env=environment | {"LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    return " ".join(done.stderr.split())[:300] or f"{done.args[0]}: {done.returncode}"
