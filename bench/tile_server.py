"""The image server as it stands in the archive, with one image: access check and log are on.

Run by uvicorn as a factory; two variables of the environment say what to serve.
"""

import datetime as dt
import hashlib
import os
from pathlib import Path

from digitize.derivatives.pack import read_pack
from iiif.image.access_log import AccessLog
from iiif.image.asgi import ImageServer, Settings
from iiif.image.directory import Decision, ImageRecord, MemoryImageDirectory, Scope

IDENTIFIER = "b7qmc3x0t4kd"
PYRAMID, LOG = "FANGZHI_BENCH_PYRAMID", "FANGZHI_BENCH_LOG"
_SESSIONS = {b"reader-1": "reader"}
_NEEDED_RANK = {"public": 0, "reader": 1, "staff": 2}


def check_access(scope: Scope, record: ImageRecord) -> Decision:
    """Decide as the archive does: who asks, by session cookie, against what the image demands."""
    rank = 0
    for name, value in scope["headers"]:
        if name == b"cookie":
            rank = _NEEDED_RANK[_SESSIONS.get(value.partition(b"=")[2], "public")]
    level = str(record.access)
    is_allowed = rank >= _NEEDED_RANK[level]
    return Decision(is_allowed=is_allowed, is_public=level == "public")


def create() -> ImageServer:
    """Return the application, serving the pyramid that the environment names."""
    path = Path(os.environ[PYRAMID])
    with path.open("rb") as stream:
        grid = read_pack(stream).grid
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    made_at = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    record = ImageRecord(
        IDENTIFIER, path, grid.width, grid.height, sha256, made_at, access="public"
    )
    log = Path(os.environ[LOG]).open("a", encoding="utf-8")  # noqa: SIM115 - open till the end
    access_log = AccessLog(log.write)
    settings = Settings("http://127.0.0.1")
    return ImageServer(settings, MemoryImageDirectory([record]), check_access, access_log)
