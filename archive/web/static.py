"""Static files: our own, each room's, and the front-end packages under ``vendor/``.

A template asks for ``static("css/base.css")`` and gets an address that names the content; what
is fetched by such an address may be kept for ever, everything else is asked for again (RFC 9111).
"""

import hashlib
import os
from pathlib import Path
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from archive.web.rooms import room_folders

PREFIX = "/static"
VENDOR = "vendor/"


class MissingAssetError(LookupError):
    """A template asks for a static file that does not exist."""


class Assets:
    """Finds static files and names them by their content."""

    def __init__(self, vendor_dir: Path) -> None:
        self.folders = room_folders("static")
        self.vendor_dir = vendor_dir
        self._digests: dict[Path, tuple[int, str]] = {}

    def find(self, name: str) -> Path | None:
        """Return the file called ``name``, such as ``css/base.css`` or ``vendor/htmx.org/…``."""
        if name.startswith(VENDOR):
            candidates = [self.vendor_dir / name.removeprefix(VENDOR)]
        else:
            candidates = [folder / name for folder in self.folders]
        return next((path for path in candidates if path.is_file()), None)

    def has(self, name: str) -> bool:
        """Return whether there is a file called ``name``."""
        return self.find(name) is not None

    def url(self, name: str) -> str:
        """Return the address of ``name``, with its content's digest.

        Raises:
            MissingAssetError: there is no such file.
        """
        path = self.find(name)
        if path is None:
            raise MissingAssetError(name)
        return f"{PREFIX}/{name}?v={self._digest(path)}"

    def _digest(self, path: Path) -> str:
        changed_at = path.stat().st_mtime_ns
        known = self._digests.get(path)
        if known is None or known[0] != changed_at:
            known = (changed_at, hashlib.sha256(path.read_bytes()).hexdigest()[:12])
            self._digests[path] = known
        return known[1]


class AssetFiles(StaticFiles):
    """Serves the files that :class:`Assets` names."""

    def __init__(self, folders: list[Path]) -> None:
        super().__init__(check_dir=False)
        self.all_directories = list(folders)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Return the file, or 304, with the right lifetime."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        is_named = "v" in parse_qs(scope["query_string"].decode("ascii", "replace"))
        lifetime = "public, max-age=31536000, immutable" if is_named else "public, no-cache"
        response.headers["Cache-Control"] = lifetime
        return response
