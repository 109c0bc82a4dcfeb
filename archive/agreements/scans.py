"""The scan of a signed paper as it comes from a browser: its bytes are kept, never decoded."""

import tempfile

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from archive.agreements.errors import SignedScanTooLargeError, SignedScanTypeError
from archive.kernel.house import House
from archive.kernel.storage import Blob

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
