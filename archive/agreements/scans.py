"""The scan of a signed paper as it comes from a browser: its bytes are kept, never decoded."""

import tempfile

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse

from archive.agreements import queries, service
from archive.agreements.errors import (
    ScanMissingError,
    SignedScanTooLargeError,
    SignedScanTypeError,
)
from archive.agreements.schemas import AgreementView
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.storage import Blob
from archive.web.sessions import current_house

MOST_MB = 50
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)


def sniff(head: bytes) -> str:
    """Return the media type that the first bytes of a file tell of.

    Raises:
        SignedScanTypeError: they are of no kind that a signed paper is kept in.
    """
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    raise SignedScanTypeError(field="scan")


async def keep_scan(house: House, request: Request) -> tuple[Blob, str]:
    """Keep the body of a request in the store of documents, and say of what kind it is."""
    with tempfile.TemporaryFile() as spool:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > MOST_MB << 20:
                raise SignedScanTooLargeError(field="scan", most=MOST_MB)
            await run_in_threadpool(spool.write, chunk)
        spool.seek(0)
        media_type = sniff(spool.read(16))
        spool.seek(0)
        return await run_in_threadpool(house.documents.put, spool), media_type


async def take_scan(request: Request, donation_id: str, agreement_id: str) -> AgreementView:
    """Keep the body of a request as the scan of a version of a gift's agreement.

    Raises:
        AgreementNotFoundError: the gift has no such version; nothing is read then.
        InvalidInputError: the body is no scan, or too large.
        ScanKeptError: a signed version has its scan already.
    """
    house, actor = current_house(request), request.state.actor
    await run_in_threadpool(_expect_agreement, house, donation_id, agreement_id)
    blob, media_type = await keep_scan(house, request)
    return await run_in_threadpool(_attach, house, actor, agreement_id, blob.sha256, media_type)


def _expect_agreement(house: House, donation_id: str, agreement_id: str) -> None:
    with house.database.read() as session:
        queries.find_agreement(session, donation_id, agreement_id)


def _attach(
    house: House, actor: journal.Actor, agreement_id: str, sha256: str, media_type: str
) -> AgreementView:
    with house.database.write() as session:
        journal.act_as(session, actor, house.clock)
        return service.attach_scan(session, agreement_id, sha256, media_type)


def scan_answer(house: House, agreement: AgreementView) -> FileResponse:
    """Give the scan of a signed paper as it came.

    Raises:
        ScanMissingError: none was attached.
    """
    if not agreement.scan_sha256:
        raise ScanMissingError(version=agreement.version)
    return FileResponse(
        house.documents.path(agreement.scan_sha256),
        media_type=agreement.scan_type,
        headers={"Cache-Control": "private, no-cache"},
    )
