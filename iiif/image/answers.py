"""The heads of answers: validators, caching, links, and whether the visitor has it already."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from archive.kernel.errors import AppError
from iiif.image.directory import ImageRecord
from iiif.image.info import context_uri, profile_uri
from iiif.image.renderer import RENDERING
from iiif.image.request import Version

Headers = list[tuple[bytes, bytes]]

CORS = (b"access-control-allow-origin", b"*")
# A picture that was withdrawn is gone from every cache ten minutes later. Asking again costs
# little: it is answered 304 before a file is opened.
_PUBLIC = (b"cache-control", b"public, max-age=600")
_PRIVATE = (b"cache-control", b"private, no-cache")
_NOT_KEPT = (b"cache-control", b"no-store")
PREFLIGHT: Headers = [
    CORS,
    (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-headers", b"*"),
    (b"access-control-max-age", b"86400"),
    (b"allow", b"GET, HEAD, OPTIONS"),
]


@dataclass(frozen=True, slots=True)
class Validators:
    """What a cache compares: a strong ETag and the date of the file."""

    etag: bytes
    modified: bytes

    def headers(self) -> Headers:
        """As header lines."""
        return [(b"etag", self.etag), (b"last-modified", self.modified)]


def make_validators(record: ImageRecord, representation: str) -> Validators:
    """Return the validators of one ``representation`` (a canonical form, a kind of info.json)."""
    told = f"{RENDERING} {representation}".encode()
    detail = hashlib.blake2s(told, digest_size=8).hexdigest()
    modified = record.modified_at.astimezone(dt.UTC).replace(microsecond=0)
    return Validators(
        f'"{record.content_hash[:24]}-{detail}"'.encode(),
        format_datetime(modified, usegmt=True).encode(),
    )


def is_unchanged(request_headers: Iterable[tuple[bytes, bytes]], validators: Validators) -> bool:
    """Whether the visitor already has what ``validators`` name (RFC 9110 §13.1.2, §13.1.3)."""
    since = b""
    for name, value in request_headers:
        if name == b"if-none-match":
            return _matches(value, validators.etag)
        if name == b"if-modified-since":
            since = value
    # An If-None-Match that comes later is decisive, so the date waits until all are seen.
    return bool(since) and _is_not_newer(validators.modified, since)


def _matches(value: bytes, etag: bytes) -> bool:
    tags = [tag.strip().removeprefix(b"W/") for tag in value.split(b",")]
    return etag in tags or tags == [b"*"]


def _is_not_newer(modified: bytes, since: bytes) -> bool:
    if modified == since:
        return True
    try:
        known = parsedate_to_datetime(since.decode("latin-1"))
        if known.tzinfo is None:
            known = known.replace(tzinfo=dt.UTC)
        return parsedate_to_datetime(modified.decode()) <= known
    except ValueError:
        return False


def cache_header(*, is_public: bool) -> tuple[bytes, bytes]:
    """Who may keep an answer."""
    return _PUBLIC if is_public else _PRIVATE


def image_links(version: Version, canonical_uri: str) -> tuple[bytes, bytes]:
    """Link an image to its canonical address and the profile it is served by."""
    profile = profile_uri(version, 2)
    links = f'<{canonical_uri}>;rel="canonical",<{profile}>;rel="profile"'
    return b"link", links.encode("latin-1")


def info_type(version: Version, accept: bytes | None) -> bytes:
    """Return the media type of info.json for an Accept header (3.0 §5.1, 2.1 §5)."""
    linked = f'application/ld+json;profile="{context_uri(version)}"'.encode()
    if accept is not None and b"application/ld+json" in accept:
        return linked
    asks_otherwise = accept is not None and (b"/json" in accept or b"text/html" in accept)
    return b"application/json" if version is Version.V2 or asks_otherwise else linked


def error_body(error: AppError) -> dict[str, Any]:
    """Return what a refusal says, as the rest of the house says it."""
    return {"error": error.code, "detail": error.message}


def error_headers(error: AppError) -> Headers:
    """Return the head of a refusal."""
    headers = [(b"content-type", b"application/json; charset=utf-8"), CORS, _NOT_KEPT]
    seconds = error.values.get("seconds")
    if seconds is not None:
        headers.append((b"retry-after", str(seconds).encode()))
    return headers
