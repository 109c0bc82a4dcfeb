"""Taking out: a file is made while one waits, and remembered if it holds contact data."""

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.donations.asked_filter import read_filter
from archive.donations.words import DECISIONS, DONOR_KINDS, MATERIALS, MODES
from archive.donors.lists import DonorFilter
from archive.donors.schemas import DonorKind
from archive.exchange import exports
from archive.exchange.errors import ExportTooLargeError, WrongExportError
from archive.exchange.exports import Wanted
from archive.exchange.forms import ExportForm
from archive.exchange.kinds import SheetKind
from archive.exchange.recognising.fields import CONTACT, LABELS, Field
from archive.kernel import journal
from archive.kernel.clock import to_local
from archive.kernel.house import House
from archive.kernel.journal import Subject
from archive.spreadsheets.cells import Value
from archive.spreadsheets.write import XlsxWriter, write_csv
from archive.web.forms import SubmittedForm, read_form
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession

router = APIRouter(include_in_schema=False)
Exchanger = Annotated[Visitor, Depends(signed_in(Permission.EXCHANGE))]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
HISTORY = Subject("exchange", "all")
# A list to be filled in has no numbers of ours.
TEMPLATE_FIELDS = (
    Field.DONOR_NAME,
    Field.DONOR_KIND,
    Field.UNIT,
    Field.PHONE,
    Field.RECEIVED_ON,
    Field.CAMPAIGN,
    Field.MODE,
    Field.TITLE,
    Field.AUTHOR,
    Field.DATE_TEXT,
    Field.MATERIAL,
    Field.VOLUMES,
    Field.PIECES,
    Field.CONDITION,
    Field.NOTE,
    Field.DECISION,
    Field.ACCEPTED,
    Field.REASON,
    Field.DECIDED_ON,
    Field.IS_COPY,
)


@router.post("/desk/exchange/exports")
def export(
    session: WriteSession, house: CurrentHouse, submitted: SubmittedForm, _who: Exchanger
) -> Response:
    """Give the gifts or the donors as a file.

    Raises:
        WrongExportError: what was asked for cannot be understood.
        ExportTooLargeError: it is too much for a workbook.
    """
    asked, _form = read_form(ExportForm, submitted)
    if asked is None or asked.ends_before_it_begins:
        raise WrongExportError
    wanted = Wanted(asked.first_day, asked.last_day, asked.campaign_id, asked.with_contact)
    return _export(session, house, asked, wanted)


@router.get("/desk/exchange/gifts.{file_format}")
def export_listed(
    request: Request, session: ReadSession, house: CurrentHouse, file_format: str, _who: Exchanger
) -> Response:
    """Give the gifts that a list at the desk shows, line by line, without contact data."""
    wanted = Wanted(listed=read_filter(request, house))
    return _export(session, house, _as_file(SheetKind.GIFTS, file_format), wanted)


@router.get("/desk/exchange/donors.{file_format}")
def export_donors(
    request: Request, session: ReadSession, house: CurrentHouse, file_format: str, _who: Exchanger
) -> Response:
    """Give the donors that a list at the desk shows, without contact data."""
    kind = request.query_params.get("kind", "")
    chosen = DonorKind(kind) if kind in set(DonorKind) else None
    wanted = Wanted(donors=DonorFilter(request.query_params.get("q", ""), chosen))
    return _export(session, house, _as_file(SheetKind.DONORS, file_format), wanted)


def _as_file(what: SheetKind, file_format: str) -> ExportForm:
    if file_format not in {"csv", "xlsx"}:
        raise WrongExportError
    return ExportForm.model_validate({"what": what, "format": file_format})


def _export(session: Session, house: House, asked: ExportForm, wanted: Wanted) -> Response:
    is_gifts = asked.what is SheetKind.GIFTS
    counted = exports.count_lines if is_gifts else exports.count_donors
    count = counted(session, wanted)
    if asked.format == "xlsx" and count > exports.MOST_XLSX_ROWS:
        raise ExportTooLargeError(count=count, limit=exports.MOST_XLSX_ROWS)
    if asked.with_contact:
        _remember(session, count)
    every = exports.GIFT_FIELDS if is_gifts else exports.DONOR_FIELDS
    fields = exports.fields_of(every, with_contact=asked.with_contact)
    rows = exports.gift_rows if is_gifts else exports.donor_rows
    name = "捐赠清单" if is_gifts else "捐赠人"
    path = _new_file(house)
    try:
        _write(path, asked.format, name, fields, rows(session, wanted))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    day = to_local(house.clock.now()).date().isoformat()
    return _give(path, f"{name}-{day}.{asked.format}", XLSX if asked.format == "xlsx" else CSV)


def _remember(session: Session, count: int) -> None:
    """Personal data leaves the house: the journal tells who took how much, not what."""
    journal.record(session, "exchange.export.contacts", subject=HISTORY, after={"count": count})


def _write(
    path: Path,
    file_format: str,
    name: str,
    fields: Sequence[Field],
    rows: Iterable[Sequence[Value]],
) -> None:
    headings = exports.headings_of(fields)
    if file_format == "csv":
        with path.open("wb") as out:
            out.writelines(write_csv(headings, rows))
        return
    writer = XlsxWriter()
    widths = [exports.WIDTHS.get(field, 14) for field in fields]
    writer.add_sheet(name, headings, rows, widths)
    writer.save(path)


def _new_file(house: House) -> Path:
    folder = house.settings.data_dir / "exchange"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{secrets.token_hex(16)}.out"
    path.touch(mode=0o600)
    return path


def _give(path: Path, name: str, media_type: str) -> Response:
    """Answer with a file and erase it afterwards."""
    return FileResponse(
        path,
        media_type=media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "private, no-store",
        },
        background=BackgroundTask(path.unlink, missing_ok=True),
    )


@router.get("/desk/exchange/template.xlsx")
def give_template(request: Request, house: CurrentHouse, _who: Exchanger) -> Response:
    """Give an empty list with the words that its columns understand."""
    del request
    path = _new_file(house)
    writer = XlsxWriter()
    widths = [exports.WIDTHS.get(field, 14) for field in TEMPLATE_FIELDS]
    writer.add_sheet("捐赠清单", exports.headings_of(TEMPLATE_FIELDS), [], widths)
    writer.add_sheet("说明", ["列", "怎样填写"], _explanations(), [16, 60])
    writer.save(path)
    return _give(path, "捐赠清单模板.xlsx", XLSX)


def _explanations() -> list[list[Value]]:
    said = {
        Field.DONOR_NAME: "同一人的几行，可以只写第一行，或合并单元格",
        Field.DONOR_KIND: "、".join(DONOR_KINDS.values()),
        Field.RECEIVED_ON: "公历，如 2018-12-27；空白的沿用上一行",
        Field.MODE: "、".join(MODES.values()) + "；空白的算作捐赠",
        Field.TITLE: "必填",
        Field.DATE_TEXT: "照原件，如 清同治十年",
        Field.MATERIAL: "、".join(MATERIALS.values()),
        Field.VOLUMES: "整数；空白的算作 1 册，只有件数的算作 0 册",
        Field.DECISION: "、".join(label for label, _ in DECISIONS.values()) + "、撤回",
        Field.ACCEPTED: "部分接收的，写接收几册",
        Field.REASON: "不接收的，写理由",
        Field.DECIDED_ON: "空白的算作收到那天",
        Field.IS_COPY: "是、否；复本计册不计种",
    }
    return [
        [LABELS[field], said.get(field, "可以不填") + _private(field)] for field in TEMPLATE_FIELDS
    ]


def _private(field: Field) -> str:
    return "；只供馆员联系，不公开" if field in CONTACT else ""
