"""Files as they come from a browser: one request a file, its bytes as they are."""

import sys
from typing import Annotated

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
        actor = request.state.actor
        received = await run_in_threadpool(accept_spool, house, batch_id, spool, actor)
    said = {"scan": received.scan_id, "name": received.file_name, "is_new": received.is_new}
    return JSONResponse(said, 201 if received.is_new else 200)


async def _fill(spool: Spool, request: Request) -> None:
    waiting = bytearray()
    async for chunk in request.stream():
        waiting += chunk
        if len(waiting) >= CHUNK_BYTES:
            await run_in_threadpool(spool.write, bytes(waiting))
            waiting.clear()
    await run_in_threadpool(spool.write, bytes(waiting))
