"""The operator's screens: batches, a batch with its pages, a page."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.catalogue.queries import search_volumes
from archive.kernel.errors import InvalidInputError
from archive.web.flash import Level, flash
from archive.web.i18n import gettext
from archive.web.sessions import ReadSession, WriteSession, current_house
from archive.web.templating import render
from digitize.intake import approval, importing, service
from digitize.layout.model import Profile
from digitize.pages import service as pages
from digitize.pages.queries import find_page, pages_of_batch
from digitize.pages.schemas import PageState
from digitize.pipeline.tasks import retry_page
from digitize.station import screens, uploads
from digitize.station.words import profile_options

router = APIRouter(prefix="/station", include_in_schema=False)
router.include_router(uploads.router)

Operator = Annotated[Visitor, Depends(signed_in(Permission.SCAN))]
Approver = Annotated[Visitor, Depends(signed_in(Permission.APPROVE))]
Text = Annotated[str, Form()]


@router.get("")
def list_batches(
    request: Request, session: ReadSession, _operator: Operator, q: str = "", profile: str = ""
) -> Response:
    """Show the batches, and the volumes that a new one can be opened for."""
    return render(
        request,
        "station/list.html",
        rows=screens.list_batches(session),
        volumes=search_volumes(session, q, limit=12),
        q=q,
        profile=profile,
        profiles=profile_options(),
    )


@router.post("/batches")
def open_batch(
    session: WriteSession, volume_id: Text, _operator: Operator, profile: Text = ""
) -> Response:
    """Open a batch, or go to the one that is open."""
    known = {member.value for member in Profile} | {""}
    batch = service.open_batch(session, volume_id, profile if profile in known else "")
    return RedirectResponse(f"/station/batches/{batch.id}", 303)


@router.get("/batches/{batch_id}")
def show_batch(
    request: Request, session: ReadSession, batch_id: str, operator: Operator
) -> Response:
    """Show a batch: where files are dropped and pages come out."""
    return _batch_page(request, session, batch_id, operator)


@router.get("/batches/{batch_id}/pages")
def show_pages(
    request: Request, session: ReadSession, batch_id: str, operator: Operator, seen: str = ""
) -> Response:
    """Show the part of the batch's screen that changes by itself, unless it has not changed."""
    screen = screens.show_batch(session, batch_id)
    if seen == screen.token:
        return Response(status_code=204)
    may_approve = operator.may(Permission.APPROVE)
    return render(request, "station/pages.html", screen=screen, may_approve=may_approve)


@router.post("/batches/{batch_id}/folder")
def import_folder(
    request: Request, session: WriteSession, batch_id: str, operator: Operator, folder: Text = ""
) -> Response:
    """Take in a folder of the server."""
    try:
        asked = importing.import_folder(session, current_house(request), batch_id, folder.strip())
    except InvalidInputError as error:
        sentence = gettext(error.sentence, **error.values)
        return _batch_page(request, session, batch_id, operator, sentence)
    flash(request, gettext("开始导入 %(count)s 个文件。", count=asked.file_count))
    return _to_batch(batch_id)


@router.post("/batches/{batch_id}/refusals/clear")
def clear_refusals(session: WriteSession, batch_id: str, _operator: Operator) -> Response:
    """Forget the files that were refused."""
    service.forget_refusals(session, batch_id)
    return _to_batch(batch_id)


@router.post("/batches/{batch_id}/retry")
def retry_all(
    request: Request, session: WriteSession, batch_id: str, operator: Operator
) -> Response:
    """Try every failed page of a batch again."""
    for page in pages_of_batch(session, batch_id):
        if page.state is PageState.FAILED and not page.is_omitted:
            retry_page(session, current_house(request), page.id)
    return _answer(request, session, batch_id, operator)


@router.post("/batches/{batch_id}/sort")
def sort_pages(
    request: Request, session: WriteSession, batch_id: str, operator: Operator
) -> Response:
    """Put the pages into the order of their file names."""
    pages.set_order(session, batch_id, screens.order_by_file_name(session, batch_id))
    return _answer(request, session, batch_id, operator)


@router.post("/batches/{batch_id}/order")
def order_pages(
    request: Request,
    session: WriteSession,
    batch_id: str,
    operator: Operator,
    page_id: Annotated[list[str], Form()],
) -> Response:
    """Put the pages into the order in which they were dragged."""
    pages.set_order(session, batch_id, page_id)
    return _answer(request, session, batch_id, operator)


@router.post("/batches/{batch_id}/approve")
def approve(
    request: Request, session: WriteSession, batch_id: str, _approver: Approver
) -> Response:
    """Publish the batch."""
    approval.approve_batch(session, batch_id)
    flash(request, gettext("已核准，书页已按权限公开。"))
    return _to_batch(batch_id)


@router.get("/pages/{page_id}")
def show_page(
    request: Request, session: ReadSession, page_id: str, _operator: Operator
) -> Response:
    """Show a page with its columns drawn over it and its text beside it."""
    return render(request, "station/page.html", screen=screens.show_page(session, page_id))


@router.post("/pages/{page_id}/retry")
def retry(
    request: Request, session: WriteSession, page_id: str, operator: Operator, back: str = ""
) -> Response:
    """Try a failed page again."""
    retry_page(session, current_house(request), page_id)
    if back == "page":
        return RedirectResponse(f"/station/pages/{page_id}", 303)
    return _answer_page(request, session, page_id, operator)


@router.post("/pages/{page_id}/move")
def move(
    request: Request,
    session: WriteSession,
    page_id: str,
    operator: Operator,
    by: Annotated[int, Form(ge=-1000, le=1000)],
) -> Response:
    """Move a page up or down."""
    pages.move_page(session, page_id, by)
    return _answer_page(request, session, page_id, operator)


@router.post("/pages/{page_id}/label")
def label(
    request: Request,
    session: WriteSession,
    page_id: str,
    operator: Operator,
    label: Text = "",
    series: Annotated[bool, Form()] = False,  # noqa: FBT002 - a form's field
) -> Response:
    """Label a page, or number on from it."""
    try:
        if series:
            pages.number_from(session, page_id, label)
        else:
            pages.label_page(session, page_id, label)
    except InvalidInputError as error:
        flash(request, gettext(error.sentence, **error.values), Level.FAILED)
    return _answer_page(request, session, page_id, operator)


@router.post("/pages/{page_id}/omit")
def omit(
    request: Request,
    session: WriteSession,
    page_id: str,
    operator: Operator,
    omitted: Annotated[bool, Form()],
) -> Response:
    """Leave a page out, or take it back in."""
    pages.omit_page(session, page_id, is_omitted=omitted)
    return _answer_page(request, session, page_id, operator)


def _batch_page(
    request: Request,
    session: ReadSession,
    batch_id: str,
    operator: Visitor,
    folder_error: str = "",
) -> Response:
    settings = current_house(request).settings
    return render(
        request,
        "station/batch.html",
        422 if folder_error else 200,
        screen=screens.show_batch(session, batch_id),
        may_approve=operator.may(Permission.APPROVE),
        import_dirs=[str(place) for place in settings.import_dirs],
        upload_max_bytes=settings.upload_max_bytes,
        folder_error=folder_error,
    )


def _answer_page(
    request: Request, session: WriteSession, page_id: str, operator: Visitor
) -> Response:
    return _answer(request, session, find_page(session, page_id).batch_id, operator)


def _answer(request: Request, session: WriteSession, batch_id: str, operator: Visitor) -> Response:
    """Answer a change in a batch: with the part that changed, or a way back to the whole."""
    if request.headers.get("hx-request") != "true":
        return _to_batch(batch_id)
    session.flush()
    session.expire_all()
    screen = screens.show_batch(session, batch_id)
    may_approve = operator.may(Permission.APPROVE)
    return render(request, "station/pages.html", screen=screen, may_approve=may_approve)


def _to_batch(batch_id: str) -> Response:
    return RedirectResponse(f"/station/batches/{batch_id}", 303)
