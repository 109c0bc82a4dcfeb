"""The papers about a gift (单据): which there are, issuing one, fetching its files."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, status
from fastapi.responses import FileResponse
from pydantic import Field

from archive.api.door import PROBLEMS, Issuer
from archive.correspondence import service
from archive.correspondence.said import LISTED, can_tell
from archive.documents.files import MEDIA_TYPES, file_answer
from archive.documents.kinds import KINDS, DocumentKind
from archive.documents.queries import documents_about, prints_of
from archive.documents.schemas import DocumentView, PrintView
from archive.documents.service import log_print
from archive.donations.queries import find_donation
from archive.kernel.journal import Subject
from archive.web.i18n import translate
from archive.web.plain import PlainModel
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession

router = APIRouter(prefix="/donations/{donation_id}", tags=["papers"], responses=PROBLEMS)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper about a gift, and whether the gift has a line that it could list now."""

    kind: DocumentKind
    name: str
    can_be_issued: bool


class PaperIn(PlainModel):
    """A paper to be issued; a ``note`` says why another is wanted although nothing changed."""

    kind: DocumentKind
    remark: Annotated[str, Field(max_length=2000)] = ""
    note: Annotated[str, Field(max_length=200)] = ""


@router.get("/paper-kinds", summary="List the kinds of paper about a gift")
def list_kinds(session: ReadSession, _who: Issuer, donation_id: str) -> list[PaperKind]:
    """Return the kinds of paper about a gift, and which of them may be issued now."""
    donation = find_donation(session, donation_id)
    return [
        PaperKind(kind, translate(KINDS[kind].name), can_tell(kind, donation)) for kind in LISTED
    ]


@router.get("/papers", summary="List the papers about a gift")
def list_papers(session: ReadSession, _who: Issuer, donation_id: str) -> list[DocumentView]:
    """Return the papers about a gift, newest first."""
    find_donation(session, donation_id)
    return documents_about(session, Subject("donation", donation_id))


@router.post("/papers", status_code=status.HTTP_201_CREATED, summary="Issue a paper")
def issue_paper(
    request: Request, house: CurrentHouse, _who: Issuer, donation_id: str, wanted: PaperIn
) -> DocumentView:
    """Issue a paper about a gift; one that would say nothing new is the one issued last."""
    kind, actor = service.kind_named(wanted.kind), request.state.actor
    return service.issue_now(house, actor, kind, donation_id, wanted.remark, wanted.note)


@router.get("/papers/{document_id}/prints", summary="List who opened a paper")
def list_prints(
    session: ReadSession, _who: Issuer, donation_id: str, document_id: str
) -> list[PrintView]:
    """Return when and by whom a paper was opened to be printed or taken along."""
    return prints_of(session, service.find_paper(session, donation_id, document_id).id)


@router.get(
    "/papers/{document_id}.{file_kind}",
    response_class=FileResponse,
    responses={200: {"content": {media_type: {} for media_type in MEDIA_TYPES.values()}}},
    summary="Fetch the file of a paper",
)
def fetch_paper(
    session: WriteSession,
    house: CurrentHouse,
    _who: Issuer,
    donation_id: str,
    document_id: str,
    file_kind: str,
    why: Annotated[str, Query(max_length=300)] = "",
) -> FileResponse:
    """Return a file (``pdf`` or ``docx``) as it was issued; who opened it and why is kept."""
    document = service.find_paper(session, donation_id, document_id)
    answer = file_answer(house, document, file_kind)
    log_print(session, document, file_kind, why)
    return answer
