"""Giving a paper out: the file as it was issued, and a line in the log of who opened it."""

from starlette.responses import FileResponse

from archive.documents.schemas import DocumentView, FileKind
from archive.kernel.errors import NotFoundError
from archive.kernel.house import House

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def file_answer(house: House, document: DocumentView, file_kind: FileKind) -> FileResponse:
    """Return a paper's file as it was issued; a PDF is shown, a word file is taken along.

    Raises:
        NotFoundError: it was issued without such a file.
    """
    sha256 = document.sha256 if file_kind == "pdf" else document.docx_sha256
    if file_kind not in MEDIA_TYPES or not sha256:
        raise NotFoundError(detail=f"no {file_kind} of {document.id}")
    return FileResponse(
        house.documents.path(sha256),
        media_type=MEDIA_TYPES[file_kind],
        filename=f"{document.number}.{file_kind}",
        content_disposition_type="inline" if file_kind == "pdf" else "attachment",
        headers={"Cache-Control": "private, no-cache"},
    )
