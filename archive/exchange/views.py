"""Importing at the desk: choose a file, see what would be written, confirm, and take it back."""

import io
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response, StreamingResponse

from archive.accessions.errors import NotConfirmedError
from archive.accessions.words import REASONS
from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, current_visitor, signed_in
from archive.campaigns.models import Campaign
from archive.exchange import export_views, queries, service, undoing
from archive.exchange.donor_plans import NEW
from archive.exchange.errors import NoFileError, PreviewStaleError, WithdrawalsNotAllowedError
from archive.exchange.files import ImportFiles
from archive.exchange.forms import assumed_form, read_settings
from archive.exchange.history import SENTENCES
from archive.exchange.kinds import Action, SheetKind
from archive.exchange.schemas import ImportView, Settings
from archive.exchange.words import (
    decision_options,
    field_options,
    label_of,
    mode_options,
    sentence_of,
    to_be_typed,
    words,
)
from archive.kernel import journal
from archive.kernel.clock import to_local
from archive.kernel.errors import InvalidInputError
from archive.kernel.house import House
from archive.kernel.journal import Subject, act_as
from archive.spreadsheets.limits import LARGEST_FILE_BYTES
from archive.spreadsheets.write import write_csv
from archive.web.flash import Level, flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm
from archive.web.i18n import gettext, translate
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession, current_house
from archive.web.tables import Paging
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
router.include_router(export_views.router)

Exchanger = Annotated[Visitor, Depends(signed_in(Permission.EXCHANGE))]
FORM_BYTES = LARGEST_FILE_BYTES + 1_000_000
SHOWN = 100
MOST_DONORS = 200
# What of a preview is looked at: everything, or only rows of one kind.
VIEWS = ("", "errors", "warnings", "changes")


@router.get("/desk/exchange")
def show(request: Request, session: ReadSession, _who: Exchanger) -> Response:
    """Show what can be brought in and taken out, and what was brought in."""
    return _overview(request, session, WebForm())


@router.post("/desk/exchange/imports", max_body_size=FORM_BYTES)
async def receive(request: Request, _who: Exchanger) -> Response:
    """Take a file, or a table that was pasted, and show what importing it would do."""
    async with request.form(max_files=1, max_fields=5) as submitted:
        file, pasted = submitted.get("file"), str(submitted.get("pasted") or "")
        is_sent = isinstance(file, UploadFile) and bool(file.filename)
        if isinstance(file, UploadFile) and is_sent:
            stream: BinaryIO = file.file
            name = _clean_name(file.filename or "")
        else:
            stream, name = io.BytesIO(pasted.encode()), gettext("粘贴的表格")
        if not is_sent and not pasted.strip():
            return await run_in_threadpool(_refuse_upload, request, NoFileError(field="file"))
        try:
            view = await run_in_threadpool(_take, request, stream, name)
        except InvalidInputError as error:
            error.field = "file"
            return await run_in_threadpool(_refuse_upload, request, error)
    return RedirectResponse(f"/desk/exchange/imports/{view.id}", 303)


def _branch(request: Request) -> str:
    """Return the branch that who asks may change the gifts of, empty for all."""
    return current_visitor(request).branch_id


def _clean_name(name: str) -> str:
    printable = "".join(char for char in name if char.isprintable())
    return printable.replace("\\", "/").rpartition("/")[2][-200:] or "?"


def _take(request: Request, stream: BinaryIO, name: str) -> ImportView:
    house = current_house(request)
    files = ImportFiles(house.settings)
    sent = service.take_file(files, stream, name)
    try:
        today = to_local(house.clock.now()).date()
        read = service.read_import(files, sent.import_id, name, Settings(), today)
        with house.database.read() as session:
            plan = service.make_plan(session, read, {}, _branch(request))
        with house.database.write() as session:
            act_as(session, request.state.actor, house.clock)
            return service.enter_preview(session, files, sent, read, plan)
    except BaseException:
        files.forget(sent.import_id)
        raise


def _refuse_upload(request: Request, error: InvalidInputError) -> Response:
    form = WebForm()
    form.refuse(error)
    with current_house(request).database.read() as session:
        return _overview(request, session, form, error.status)


def _overview(request: Request, session: Session, form: WebForm, status: int = 200) -> Response:
    is_mine = request.query_params.get("show") == "mine"
    mine = current_visitor(request).account_id if is_mine else ""
    paging = Paging.of(request, queries.count_imports(session, mine))
    campaigns = select(Campaign.id, Campaign.name).order_by(Campaign.starts_on.desc())
    return render(
        request,
        "exchange/overview.html",
        status,
        form=form,
        imports=queries.list_imports(session, paging.offset, paging.size, mine),
        paging=paging,
        campaigns=[(each.id, each.name) for each in session.execute(campaigns)],
        told=tell(journal.history(session, [export_views.HISTORY], limit=20), SENTENCES),
        **words(),
    )


@router.get("/desk/exchange/imports/{import_id}")
def show_import(
    request: Request, session: ReadSession, house: CurrentHouse, import_id: str, _who: Exchanger
) -> Response:
    """Show a preview or, once it is over, what became of it."""
    view = queries.find_import(session, import_id)
    report = ImportFiles(house.settings).read_report(import_id) if view.is_open else None
    if report is None:
        return _outcome(request, session, view)
    return _preview(request, session, view, report, assumed_form(dict(view.assumed)))


def _preview(
    request: Request,
    session: Session,
    view: ImportView,
    report: dict[str, Any],
    form: WebForm,
    status: int = 200,
) -> Response:
    looked_at = request.query_params.get("show", "")
    rows = [row for row in report["rows"] if _is_shown(row, looked_at)]
    paging = Paging.of(request, len(rows), SHOWN)
    return render(
        request,
        "exchange/preview.html",
        status,
        view=view,
        report=report,
        form=form,
        rows=[_in_words(row) for row in rows[paging.offset : paging.offset + paging.size]],
        paging=paging,
        looked_at=looked_at,
        row_counts={each: sum(_is_shown(r, each) for r in report["rows"]) for each in VIEWS},
        before=queries.imported_before(session, view.sha256, view.id),
        sheet_options=[(name, name) for name in report["sheets"]],
        open_donors=_with_options(report["donors"]),
        field_options=field_options(),
        mode_options=mode_options(),
        decision_options=decision_options(),
        choices=view.choices,
        to_be_typed=to_be_typed(view),
        reasons={reason.value: translate(name) for reason, name in REASONS.items()},
        **words(),
    )


def _with_options(donors: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the donors who may be somebody known, with whom they may be."""
    return [
        {
            **donor,
            "options": [*map(_option, donor["candidates"]), (NEW, gettext("新的一位"))],
        }
        for donor in donors
        if donor["candidates"]
    ][:MOST_DONORS]


def _option(candidate: Mapping[str, str]) -> tuple[str, str]:
    return candidate["id"], f"{candidate['name']}（{candidate['hint']}）"


def _is_shown(row: Mapping[str, Any], looked_at: str) -> bool:
    severities = {each["severity"] for each in row["problems"]}
    shown = {
        "errors": "error" in severities,
        "warnings": "warning" in severities,
        "changes": bool(row["action"] == Action.UPDATE),
    }
    return shown.get(looked_at, True)


def _in_words(row: Mapping[str, Any]) -> dict[str, Any]:
    problems = [(each["severity"], sentence_of(each)) for each in row["problems"]]
    differences = [
        (label_of(each["field"]), translate(each["before"]), translate(each["after"]))
        for each in row["differences"]
    ]
    return {**row, "problems": problems, "differences": differences}


def _outcome(request: Request, session: Session, view: ImportView) -> Response:
    paging = Paging.of(request, queries.count_changes(session, view.id))
    return render(
        request,
        "exchange/outcome.html",
        view=view,
        changes=queries.list_changes(session, view.id, paging.offset, paging.size),
        paging=paging,
        told=tell(journal.history(session, [Subject("import", view.id)]), SENTENCES),
        **words(),
    )


@router.post("/desk/exchange/imports/{import_id}/settings")
def settle(
    request: Request, house: CurrentHouse, submitted: SubmittedForm, import_id: str, _who: Exchanger
) -> Response:
    """Work the preview out anew, with another sheet, other columns, other assumptions."""
    files = ImportFiles(house.settings)
    with house.database.read() as session:
        view = queries.find_import(session, import_id)
        report = files.read_report(import_id)
        if report is None:
            return RedirectResponse(f"/desk/exchange/imports/{import_id}", 303)
        settings, form = read_settings(submitted, report, view.sheet)
        if settings is None:
            return _preview(request, session, view, report, form, 422)
    _rework(request, house, view, settings)
    return RedirectResponse(f"/desk/exchange/imports/{import_id}", 303)


def _rework(request: Request, house: House, view: ImportView, settings: Settings) -> None:
    files, today = ImportFiles(house.settings), to_local(house.clock.now()).date()
    read = service.read_import(files, view.id, view.file_name, settings, today)
    with house.database.read() as session:
        plan = service.make_plan(session, read, settings.choices, _branch(request))
    with house.database.write() as session:
        act_as(session, request.state.actor, house.clock)
        service.change_preview(session, files, view.id, settings, read, plan)


@router.post("/desk/exchange/imports/{import_id}/confirm")
def confirm(
    request: Request,
    house: CurrentHouse,
    import_id: str,
    _who: Exchanger,
    digest: Annotated[str, Form(max_length=64)] = "",
    typed: Annotated[str, Form(max_length=100)] = "",
    *,
    leave_out: Annotated[bool, Form()] = False,
) -> Response:
    """Write what the preview showed. The file is read before anybody has to wait for it."""
    files = ImportFiles(house.settings)
    with house.database.read() as session:
        view = queries.find_import(session, import_id)
    if not view.is_open:
        return RedirectResponse(f"/desk/exchange/imports/{import_id}", 303)
    if view.kind is SheetKind.WITHDRAWALS:
        _check_withdrawals(request, view, typed)
    today = to_local(house.clock.now()).date()
    read = service.read_import(files, import_id, view.file_name, view.settings, today)
    try:
        with house.database.write() as session:
            act_as(session, request.state.actor, house.clock)
            done = service.confirm(
                session, import_id, read, digest, _branch(request), leave_out=leave_out
            )
    except PreviewStaleError as error:
        _rework(request, house, view, view.settings)
        flash(request, gettext(error.sentence), Level.WARNING)
        return RedirectResponse(f"/desk/exchange/imports/{import_id}", 303)
    files.forget(import_id)
    said = gettext(
        "已导入：新建 %(create)s 行，更改 %(update)s 行。",
        create=done.counts["create"],
        update=done.counts["update"],
    )
    flash(request, said)
    return RedirectResponse(f"/desk/exchange/imports/{import_id}", 303)


def _check_withdrawals(request: Request, view: ImportView, typed: str) -> None:
    """Let only those who keep the registers take volumes out, and only if they mean it."""
    if not current_visitor(request).may(Permission.KEEP_REGISTERS):
        raise WithdrawalsNotAllowedError
    wanted = to_be_typed(view)
    if typed.strip() != wanted:
        raise NotConfirmedError(field="typed", wanted=wanted)


@router.post("/desk/exchange/imports/{import_id}/cancel")
def cancel(
    request: Request, session: WriteSession, house: CurrentHouse, import_id: str, _who: Exchanger
) -> Response:
    """Give an import up; its file is erased."""
    service.cancel(session, import_id)
    ImportFiles(house.settings).forget(import_id)
    flash(request, gettext("已放弃导入，文件已清除。"))
    return RedirectResponse("/desk/exchange", 303)


@router.post("/desk/exchange/imports/{import_id}/undo")
def undo(request: Request, session: WriteSession, import_id: str, _who: Exchanger) -> Response:
    """Take an import back, if nobody has worked on any of it."""
    view = queries.find_import(session, import_id)
    may_keep = current_visitor(request).may(Permission.KEEP_REGISTERS)
    if view.kind is SheetKind.WITHDRAWALS and not may_keep:
        raise WithdrawalsNotAllowedError
    undoing.undo(session, import_id, _branch(request))
    flash(request, gettext("导入已撤销。"))
    return RedirectResponse(f"/desk/exchange/imports/{import_id}", 303)


@router.get("/desk/exchange/imports/{import_id}/report.csv")
def give_report(
    session: ReadSession, house: CurrentHouse, import_id: str, _who: Exchanger
) -> Response:
    """Give the report of a preview as CSV: one line for each thing that is said of a row."""
    view = queries.find_import(session, import_id)
    report = ImportFiles(house.settings).read_report(import_id)
    names = words()
    rows = [
        (row["row"], names["actions"][row["action"]][0], row["donor"], row["title"], sentence)
        for row in map(_in_words, report["rows"] if report else ())
        for _, sentence in row["problems"] or [("", "")]
    ]
    headings = [gettext("行"), gettext("结果"), gettext("捐赠人"), gettext("题名"), gettext("说明")]
    disposition = f'attachment; filename="report-{view.id}.csv"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return StreamingResponse(
        write_csv(headings, rows), media_type=export_views.CSV, headers=headers
    )
