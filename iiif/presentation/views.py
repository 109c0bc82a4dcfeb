"""The doors of the Presentation API: manifest, text annotations, canvas, plain text."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.visitors import AnyVisitor
from archive.web.sessions import ReadSession, current_house
from iiif.addresses import Addresses
from iiif.presentation import service
from iiif.presentation.annotations import write_annotations
from iiif.presentation.manifest import write_manifest
from iiif.presentation.service import OpenVolume

PREFIX = "/iiif/presentation/3"
PROFILED = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
CORS = {"Access-Control-Allow-Origin": "*"}
PREFLIGHT = {
    **CORS,
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
KEPT = 64

router = APIRouter(prefix=PREFIX, tags=["IIIF Presentation 3.0"])


class ManifestCache:
    """The last manifests, by volume and number of its last change in the journal."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int, str], bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, opened: OpenVolume, base_url: str, write: Callable[[], bytes]) -> bytes:
        """Return the manifest of ``opened``, written at most once for each change."""
        key = (opened.volume.id, opened.changed_number, base_url)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        written = write()
        with self._lock:
            self._kept[key] = written
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return written


_cache = ManifestCache()


@router.head("/volumes/{volume_id}/manifest.json", include_in_schema=False)
@router.get("/volumes/{volume_id}/manifest.json")
def show_manifest(
    request: Request, session: ReadSession, volume_id: str, visitor: AnyVisitor
) -> Response:
    """Return the manifest of a volume (IIIF Presentation API 3.0)."""
    opened = service.open_volume(session, volume_id, visitor)
    base_url = _addresses(request).base_url
    body = _cache.get(opened, base_url, lambda: _write_manifest(request, session, opened))
    return _answer(request, body, _json_type(request), is_public=opened.is_public)


@router.head("/pages/{page_id}/text.json", include_in_schema=False)
@router.get("/pages/{page_id}/text.json")
def show_text(
    request: Request, session: ReadSession, page_id: str, visitor: AnyVisitor
) -> Response:
    """Return the text of a page as annotations, a printed column each."""
    opened, _page = service.open_page(session, page_id, visitor)
    columns = service.column_texts(session, page_id)
    language = service.text_language(opened.volume)
    body = _pack(write_annotations(page_id, columns, language, _addresses(request)))
    return _answer(request, body, _json_type(request), is_public=opened.is_public)


@router.head("/pages/{page_id}/canvas", include_in_schema=False)
@router.get("/pages/{page_id}/canvas")
def show_canvas(
    request: Request, session: ReadSession, page_id: str, visitor: AnyVisitor
) -> Response:
    """Return one canvas out of its manifest, with its context."""
    opened, _page = service.open_page(session, page_id, visitor)
    manifest = json.loads(_write_manifest(request, session, opened))
    wanted = _addresses(request).canvas(page_id)
    canvas = next(item for item in manifest["items"] if item["id"] == wanted)
    body = _pack({"@context": manifest["@context"], **canvas})
    return _answer(request, body, _json_type(request), is_public=opened.is_public)


@router.head("/volumes/{volume_id}/text.txt", include_in_schema=False)
@router.get("/volumes/{volume_id}/text.txt")
def show_volume_text(
    request: Request, session: ReadSession, volume_id: str, visitor: AnyVisitor
) -> Response:
    """Return the whole text of a volume, a printed column a line, pages apart."""
    opened = service.open_volume(session, volume_id, visitor)
    body = service.volume_text(session, opened).encode()
    return _answer(request, body, "text/plain; charset=utf-8", is_public=opened.is_public)


@router.get("/volumes/{volume_id}", include_in_schema=False)
def lead_to_manifest(request: Request, volume_id: str) -> Response:
    """Lead whoever shortened the address to the manifest."""
    return RedirectResponse(_addresses(request).manifest(volume_id), 303, CORS)


@router.options("/{_path:path}", include_in_schema=False)
def answer_preflight(_path: str) -> Response:
    """Let viewers of other sites ask."""
    return Response(status_code=204, headers=PREFLIGHT)


def _write_manifest(request: Request, session: Session, opened: OpenVolume) -> bytes:
    library_name = current_house(request).settings.library_name
    source = service.gather(session, opened, library_name)
    return _pack(write_manifest(source, _addresses(request)))


def _pack(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _addresses(request: Request) -> Addresses:
    return Addresses(current_house(request).settings.base_url)


def _json_type(request: Request) -> str:
    wants_profile = "application/ld+json" in request.headers.get("accept", "")
    return PROFILED if wants_profile else "application/json"


def _answer(request: Request, body: bytes, media_type: str, *, is_public: bool) -> Response:
    # Weak, because the same body also goes out compressed (RFC 9110, 8.8.3).
    etag = f'W/"{hashlib.sha256(body + media_type.encode()).hexdigest()[:32]}"'
    headers = {
        **CORS,
        "ETag": etag,
        "Cache-Control": "public, no-cache" if is_public else "private, no-cache",
        "Vary": "Accept" if is_public else "Accept, Cookie",
    }
    asked = request.headers.get("if-none-match", "")
    if etag in {tag.strip() for tag in asked.split(",")}:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)
