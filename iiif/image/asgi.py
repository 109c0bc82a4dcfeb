"""The image server: a bare ASGI application for ``<prefix>/3/…`` and ``<prefix>/2/…``.

Without a web framework because tiles are nearly all the traffic, and routing one costs more than
answering it. Two lanes: a stored piece is copied out of the pyramid at once; everything else is
rendered in a few threads. On every request, also for a prepared answer, the directory is asked
whether the image is still the same and ``authorise`` whether this visitor may see it.
"""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

import structlog

from archive.kernel.errors import AppError
from digitize.derivatives.grid import Piece
from iiif.image.access_log import AccessLine, AccessLog, Lane, now
from iiif.image.address import Address, read_address
from iiif.image.admission import RenderLane
from iiif.image.answers import (
    CORS,
    PREFLIGHT,
    Headers,
    Validators,
    cache_header,
    error_body,
    error_headers,
    image_links,
    info_type,
    is_unchanged,
    make_validators,
)
from iiif.image.directory import Authorise, Decision, ImageDirectory, ImageRecord, Scope, allow_all
from iiif.image.errors import ImageNotFoundError, MethodNotServedError, refusal_for
from iiif.image.info import ImageService, write_info
from iiif.image.renderer import MEDIA_TYPES, render
from iiif.image.request import (
    DEFAULT_LIMITS,
    Limits,
    Plan,
    Version,
    canonical_form,
    parse_request,
    plan_request,
)
from iiif.image.stored import OpenPyramid, OpenPyramids, StoredPiece

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

log = structlog.stdlib.get_logger("fangzhi.iiif.image")

_PREPARED_LIMIT = 4_000


@dataclass(frozen=True, slots=True)
class Settings:
    """How an image server is set up.

    Attributes:
        base_url: scheme and host under which visitors know it, without a final slash.
        prefix: path before the version, without a final slash.
        limits: the largest answers.
        render_concurrency: renderings at once.
        render_queue: renderings that may wait; more are answered 503.
    """

    base_url: str
    prefix: str = "/iiif"
    limits: Limits = DEFAULT_LIMITS
    render_concurrency: int = 2
    render_queue: int = 16


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A stored piece ready to be sent to whoever may see the whole image."""

    record: ImageRecord
    pyramid: OpenPyramid
    stored: StoredPiece
    validators: Validators
    public_start: dict[str, Any]
    private_start: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is sent: status, headers, body and the lane it came by."""

    status: int
    headers: Headers
    body: bytes = b""
    lane: Lane = Lane.OTHER


@dataclass(frozen=True, slots=True)
class _Ask:
    """One request, as far as it is understood."""

    scope: Scope
    address: Address
    record: ImageRecord
    decision: Decision


class ImageServer:
    """Serves the images of ``directory`` to whom ``authorise`` allows."""

    def __init__(
        self,
        settings: Settings,
        directory: ImageDirectory,
        authorise: Authorise = allow_all,
        access_log: AccessLog | None = None,
    ) -> None:
        self._settings = settings
        self._directory = directory
        self._authorise = authorise
        self._log = access_log
        self._pyramids = OpenPyramids()
        self._lane = RenderLane(settings.render_concurrency, settings.render_queue)
        self._prepared: OrderedDict[bytes, _Prepared] = OrderedDict()

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer one request."""
        started = perf_counter()
        raw_path: bytes = scope.get("raw_path") or scope["path"].encode()
        prepared = self._prepared.get(raw_path)
        if prepared is None or not await self._send_prepared(scope, send, prepared, started):
            answer = await self._answer_or_refuse(scope, raw_path)
            await _send(scope, send, answer)
            self._note(scope, answer.status, len(answer.body), started, answer.lane)

    def close(self) -> None:
        """Stop rendering and write the log's last lines."""
        self._lane.close()
        if self._log is not None:
            self._log.flush()

    async def _send_prepared(
        self, scope: Scope, send: Send, prepared: _Prepared, started: float
    ) -> bool:
        record = prepared.record
        if scope["method"] != "GET" or self._directory.lookup(record.identifier) is not record:
            return False
        decision = self._authorise(scope, record)
        if not decision.is_allowed or decision.whole_side_px is not None:
            return False
        if is_unchanged(scope["headers"], prepared.validators):
            return False
        try:
            body = await _read_piece(prepared.pyramid, prepared.stored)
        except AppError:
            return False
        await send(prepared.public_start if decision.is_public else prepared.private_start)
        await send({"type": "http.response.body", "body": body})
        self._note(scope, 200, len(body), started, Lane.COPIED)
        return True

    async def _answer_or_refuse(self, scope: Scope, raw_path: bytes) -> _Answer:
        try:
            return await self._answer(scope, raw_path)
        except AppError as error:
            refusal = error
        except Exception as error:
            # One bad file must not end the server.
            log.exception("image failed", path=raw_path.decode("latin-1"))
            refusal = AppError(detail=str(error))
        if refusal.status == 500:
            log.error("image refused", code=refusal.code, detail=refusal.detail)
        return _refuse(refusal)

    async def _answer(self, scope: Scope, raw_path: bytes) -> _Answer:
        if scope["method"] == "OPTIONS":
            return _Answer(204, PREFLIGHT)
        if scope["method"] not in ("GET", "HEAD"):
            raise MethodNotServedError
        ask = self._admit(scope, read_address(raw_path, self._settings.prefix))
        match ask.address.words:
            case ():
                location = f"{self._uri_of(ask.address)}/info.json".encode()
                return _Answer(303, [(b"location", location), CORS])
            case ("info.json",):
                return await self._answer_info(ask)
            case (region, size, rotation, last):
                request = parse_request(ask.address.version, region, size, rotation, last)
                limits = self._limits_for(ask.decision)
                plan = plan_request(request, ask.record.width, ask.record.height, limits)
                return await self._answer_image(ask, plan, raw_path)
            case _:
                raise ImageNotFoundError(value=raw_path.decode("latin-1"))

    def _admit(self, scope: Scope, address: Address) -> _Ask:
        record = self._directory.lookup(address.identifier)
        if record is None:
            raise ImageNotFoundError(value=address.identifier)
        decision = self._authorise(scope, record)
        if decision.is_allowed:
            return _Ask(scope, address, record, decision)
        raise refusal_for(decision.status, address.identifier)

    def _limits_for(self, decision: Decision) -> Limits:
        return replace(self._settings.limits, whole_side_px=decision.whole_side_px)

    def _uri_of(self, address: Address) -> str:
        return f"{self._settings.base_url}{self._settings.prefix}{address.base_path()}"

    async def _answer_info(self, ask: _Ask) -> _Answer:
        version = ask.address.version
        accept = next((v for name, v in ask.scope["headers"] if name == b"accept"), None)
        media_type = info_type(version, accept)
        told = f"info {version} {media_type!r} {ask.decision.whole_side_px} {self._settings}"
        validators = make_validators(ask.record, told)
        headers = [*validators.headers(), cache_header(is_public=ask.decision.is_public), CORS]
        headers.append((b"vary", b"Accept"))
        if is_unchanged(ask.scope["headers"], validators):
            return _Answer(304, headers, lane=Lane.UNCHANGED)
        service = ImageService(
            self._uri_of(ask.address),
            (await self._pyramids.get(ask.record)).grid,
            self._limits_for(ask.decision),
            ask.record.rights,
        )
        headers.append((b"content-type", media_type))
        return _Answer(200, headers, write_info(service, version), Lane.INFO)

    async def _answer_image(self, ask: _Ask, plan: Plan, raw_path: bytes) -> _Answer:
        record, version = ask.record, ask.address.version
        validators = make_validators(
            record, canonical_form(plan, Version.V3, record.width, record.height)
        )
        form = canonical_form(plan, version, record.width, record.height)
        headers = [
            *validators.headers(),
            cache_header(is_public=ask.decision.is_public),
            CORS,
            image_links(version, f"{self._uri_of(ask.address)}/{form}"),
        ]
        if is_unchanged(ask.scope["headers"], validators):
            return _Answer(304, headers, lane=Lane.UNCHANGED)
        headers.append((b"content-type", MEDIA_TYPES[plan.format].encode()))
        pyramid = await self._pyramids.get(record)
        stored = pyramid.find(_piece_of(plan)) if plan.is_upright_jpeg else None
        if stored is None:
            key = validators.etag.decode()
            job = _RenderJob(record, pyramid, plan)
            return _Answer(200, headers, await self._lane.run(key, job), Lane.RENDERED)
        body = await _read_piece(pyramid, stored)
        self._prepare(
            raw_path,
            _Prepared(
                record,
                pyramid,
                stored,
                validators,
                _start_of(headers, len(body), is_public=True),
                _start_of(headers, len(body), is_public=False),
            ),
        )
        return _Answer(200, headers, body, Lane.COPIED)

    def _prepare(self, raw_path: bytes, prepared: _Prepared) -> None:
        self._prepared[raw_path] = prepared
        if len(self._prepared) > _PREPARED_LIMIT:
            self._prepared.popitem(last=False)

    def _note(self, scope: Scope, status: int, size: int, started: float, lane: Lane) -> None:
        if self._log is not None:
            taken = perf_counter() - started
            path = scope.get("raw_path") or scope["path"].encode()
            self._log.add(AccessLine(now(), scope["method"], path, status, size, taken, lane))


@dataclass(frozen=True, slots=True)
class _RenderJob:
    """A rendering, to be run in a thread."""

    record: ImageRecord
    pyramid: OpenPyramid
    plan: Plan

    def __call__(self) -> bytes:
        return render(self.record.path, self.pyramid.grid, self.plan)


async def _read_piece(pyramid: OpenPyramid, stored: StoredPiece) -> bytes:
    """Read at once what the system has in memory; wait for the disk in a thread."""
    body = pyramid.read_cached(stored)
    return await asyncio.to_thread(pyramid.read, stored) if body is None else body


def _piece_of(plan: Plan) -> Piece:
    return Piece(plan.x, plan.y, plan.width, plan.height, plan.out_width, plan.out_height)


def _start_of(headers: Headers, length: int, *, is_public: bool) -> dict[str, Any]:
    kept = [pair for pair in headers if pair[0] != b"cache-control"]
    kept += [cache_header(is_public=is_public), (b"content-length", str(length).encode())]
    return {"type": "http.response.start", "status": 200, "headers": kept}


def _refuse(error: AppError) -> _Answer:
    body = json.dumps(error_body(error), ensure_ascii=False).encode()
    return _Answer(error.status, error_headers(error), body)


async def _send(scope: Scope, send: Send, answer: _Answer) -> None:
    headers = answer.headers
    if answer.status not in (204, 304):
        headers = [*headers, (b"content-length", str(len(answer.body)).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    body = b"" if scope["method"] == "HEAD" else answer.body
    await send({"type": "http.response.body", "body": body})
