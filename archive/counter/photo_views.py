"""Photographs as a telephone sends them, and as the desk shows them."""

import sys
import tempfile
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from starlette.requests import ClientDisconnect
from starlette.responses import FileResponse, JSONResponse, Response

from archive.counter import photos
from archive.counter.errors import PhotoTooLargeError
from archive.donations.desk import Logger
from archive.web.sessions import CurrentHouse, ReadSession, current_house

router = APIRouter(include_in_schema=False)

AT_ONCE = 2
"""How many photographs are looked into at the same time, each in memory of its own."""
_HEARD_OUT_BYTES = 4 * photos.LARGEST_PHOTO_BYTES
"""A browser that is not heard out shows a lost connection and not our answer."""


# What arrives is counted here; to the framework a photograph may be of any size.
@router.post("/desk/donations/new/photos", response_model=None, max_body_size=sys.maxsize)
async def receive(request: Request, _who: Logger) -> Response:
    """Keep the body of the request as a photograph; the answer says where it is shown."""
    house = current_house(request)
    with tempfile.NamedTemporaryFile(prefix="fangzhi-photo-") as arriving:
        try:
            await _fill(arriving, request)
        except ClientDisconnect:
            return Response(status_code=400)
        sha256 = await to_thread.run_sync(
            photos.keep_photo,
            house,
            Path(arriving.name),
            request.state.actor,
            limiter=_limiter(request),
        )
    return JSONResponse({"photo": sha256, "src": f"/desk/photos/{sha256}"}, 201)


async def _fill(arriving: "tempfile._TemporaryFileWrapper[bytes]", request: Request) -> None:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= photos.LARGEST_PHOTO_BYTES:
            await to_thread.run_sync(arriving.write, chunk)
        elif size > _HEARD_OUT_BYTES:
            break
    if size > photos.LARGEST_PHOTO_BYTES:
        raise PhotoTooLargeError(limit=photos.LARGEST_PHOTO_MB)
    arriving.flush()


def _limiter(request: Request) -> CapacityLimiter:
    state = request.app.state
    if not hasattr(state, "photo_inspections"):
        state.photo_inspections = CapacityLimiter(AT_ONCE)
    limiter: CapacityLimiter = state.photo_inspections
    return limiter


@router.get("/desk/photos/{photo}")
def show(session: ReadSession, house: CurrentHouse, photo: str, _who: Logger) -> Response:
    """Show a photograph."""
    return FileResponse(
        house.documents.path(photos.find_photo(session, photo)),
        media_type="image/jpeg",
        headers={"Cache-Control": "private, max-age=31536000, immutable"},
    )
