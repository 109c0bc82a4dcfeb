"""Pictures as a form sends them and as the desk shows them."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.evidence.errors import EvidenceMissingError, EvidenceTooLargeError
from archive.evidence.service import (
    LARGEST_PICTURE_MB,
    NewPicture,
    add_picture,
    find_picture,
    remove_picture,
    store_picture,
)
from archive.kernel.house import House
from archive.kernel.journal import Subject, act_as
from archive.web.forms import clean
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession, current_house

router = APIRouter(include_in_schema=False)

Cataloguer = Annotated[Visitor, Depends(signed_in(Permission.CATALOGUE))]
FORM_BYTES = (LARGEST_PICTURE_MB + 1) * 1_000_000


async def receive_picture(
    request: Request, subject: Subject, purposes: Sequence[str], also: Sequence[Subject] = ()
) -> None:
    """Keep the picture that a form sends for ``subject``; its route must admit FORM_BYTES.

    Raises:
        EvidenceMissingError, EvidenceTooLargeError, InvalidInputError: it cannot be kept.
    """
    async with request.form(max_files=1, max_fields=5) as submitted:
        file, purpose = submitted.get("picture"), str(submitted.get("purpose") or "")
        if not isinstance(file, UploadFile) or not file.filename:
            raise EvidenceMissingError(field="picture")
        if (file.size or 0) > LARGEST_PICTURE_MB * 1_000_000:
            raise EvidenceTooLargeError(field="picture", limit=LARGEST_PICTURE_MB)
        new = NewPicture(
            subject,
            purpose if purpose in purposes else purposes[0],
            clean(str(submitted.get("caption") or "")),
            Path(clean(file.filename)).name,
        )
        await run_in_threadpool(_keep, request, file, new, also)


def _keep(request: Request, file: UploadFile, new: NewPicture, also: Sequence[Subject]) -> None:
    house: House = current_house(request)
    with tempfile.NamedTemporaryFile(prefix="fangzhi-picture-") as arrived:
        shutil.copyfileobj(file.file, arrived)
        arrived.flush()
        stored = store_picture(house, Path(arrived.name))
    with house.database.write() as session:
        act_as(session, request.state.actor, house.clock)
        add_picture(session, new, stored, also)


@router.get("/desk/evidence/{picture_id}")
def show(session: ReadSession, house: CurrentHouse, picture_id: str, _who: Cataloguer) -> Response:
    """Show a picture."""
    return FileResponse(
        house.documents.path(find_picture(session, picture_id).shown_sha256),
        media_type="image/jpeg",
        headers={"Cache-Control": "private, max-age=31536000, immutable"},
    )


@router.post("/desk/evidence/{picture_id}/remove")
def remove(
    session: WriteSession,
    picture_id: str,
    _who: Cataloguer,
    back: Annotated[str, Form(max_length=200, pattern="^/desk/[a-z0-9/-]*$")] = "/desk/census",
) -> Response:
    """Show a picture no more, and go back to the page it stood on."""
    remove_picture(session, picture_id)
    return RedirectResponse(back, 303)
