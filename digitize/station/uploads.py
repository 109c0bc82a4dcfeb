"""Files as they come from a browser: one request a file, its bytes as they are."""

import sys
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.kernel.errors import AppError
from archive.web.sessions import current_house
from digitize.intake.file_names import clean_file_name
from digitize.intake.service import accept_spool, check_open, remember_refusal
from digitize.intake.spool import CHUNK_BYTES, Spool

router = APIRouter(include_in_schema=False)

Operator = Annotated[Visitor, Depends(signed_in(Permission.SCAN))]


# The spool counts what arrives; to the framework a scan may be of any size.
@router.post("/batches/{batch_id}/scans", response_model=None, max_body_size=sys.maxsize)
async def receive(
    request: Request,
    batch_id: str,
    name: Annotated[str, Query(max_length=2000)],
    _operator: Operator,
) -> Response:
    """Take the body of the request into a batch as the file called ``name``.

    The answer says which scan it became, and whether the batch had the same bytes already; or,
    with a status of 400 and more, why it was refused. The body goes to the disk as it arrives.
    """
    house = current_house(request)
    with Spool(house.settings, clean_file_name(name)) as spool:
        try:
            await run_in_threadpool(check_open, house, batch_id)
            await _fill(spool, request)
        except ClientDisconnect:
            return Response(status_code=400)
        except AppError as error:
            await run_in_threadpool(remember_refusal, house, batch_id, spool.name, error)
            raise
        received = await to_thread.run_sync(
            accept_spool, house, batch_id, spool, request.state.actor, limiter=_inspections(request)
        )
    said = {"scan": received.scan_id, "name": received.file_name, "is_new": received.is_new}
    return JSONResponse(said, 201 if received.is_new else 200)


def _inspections(request: Request) -> CapacityLimiter:
    """Return what lets only so many files be looked into at once, each in memory of its own.

    The others wait on the disk, without holding a thread that somebody else's page needs.
    """
    state = request.app.state
    if not hasattr(state, "inspections"):
        state.inspections = CapacityLimiter(current_house(request).settings.worker_count)
    limiter: CapacityLimiter = state.inspections
    return limiter


async def _fill(spool: Spool, request: Request) -> None:
    waiting = bytearray()
    async for chunk in request.stream():
        waiting += chunk
        if len(waiting) >= CHUNK_BYTES:
            await run_in_threadpool(spool.write, bytes(waiting))
            waiting.clear()
    await run_in_threadpool(spool.write, bytes(waiting))
