"""Whether a server or a worker is running on a data folder, told by a lock that dies with it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = ".in-use"


@contextmanager
def using(data_dir: Path) -> Iterator[None]:
    """Say as long as the block lasts that this process works on ``data_dir``; several may."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / NAME).open("a", encoding="utf-8") as mark:
        fcntl.flock(mark, fcntl.LOCK_SH)
        yield


def is_in_use(data_dir: Path) -> bool:
    """Whether a process of this machine works on ``data_dir``."""
    try:
        with (data_dir / NAME).open("a", encoding="utf-8") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
