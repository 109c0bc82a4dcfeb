"""The census on paper and as a file: a record's sheet, and lists in the published columns."""

import io
import tempfile
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from archive.census.desk import Cataloguer, known_facts, read_filter, told_facts
from archive.census.errors import CensusExportTooLargeError, CensusRecordNotFoundError
from archive.census.queries import count_records, find_record
from archive.census.references import all_words
from archive.census.sheets import MOST_XLSX_ROWS, SheetKind, record_rows, title_with_juan
from archive.census.words import DAMAGES, GRADES
from archive.documents.pdf import set_paper
from archive.kernel.clock import to_local
from archive.spreadsheets.write import XlsxWriter, write_csv
from archive.web.i18n import Language, translate, use_language
from archive.web.sessions import CurrentHouse, ReadSession

router = APIRouter(include_in_schema=False)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "古籍普查登记"


@router.get("/desk/census/{record_id}/sheet.pdf")
def print_sheet(
    session: ReadSession, house: CurrentHouse, record_id: str, _who: Cataloguer
) -> Response:
    """Give the sheet of a record (普查登记表), A4, to be signed."""
    record = find_record(session, record_id)
    with use_language(Language.SIMPLIFIED):
        paper = set_paper(
            "census/sheet.html",
            record=record,
            title=title_with_juan(record),
            known=known_facts(record, all_words(session)),
            told=told_facts(record),
            grade=translate(GRADES.get(record.grade, "")) if record.grade else "",
            damage=translate(DAMAGES.get(record.damage, "")) if record.damage else "",
            library_name=house.settings.library_name,
            today=to_local(house.clock.now()).date(),
        )
    name = quote(f"{NAME}表-{record.census_number or record.copy.title.title}.pdf")
    return Response(paper, media_type="application/pdf", headers=_headers(name, "inline"))


@router.get("/desk/census/export.{file_format}")
def export(
    request: Request, session: ReadSession, house: CurrentHouse, file_format: str, _who: Cataloguer
) -> Response:
    """Give the records that the list shows as a file, in the published columns or in all.

    Raises:
        CensusExportTooLargeError: they are too many for a workbook.
    """
    if file_format not in {"csv", "xlsx"}:
        raise CensusRecordNotFoundError(detail=file_format)
    wanted = read_filter(request)
    kind = SheetKind(is_full=request.query_params.get("columns") == "full")
    rows = record_rows(session, wanted, kind, house.settings.library_name)
    day = to_local(house.clock.now()).date().isoformat()
    headers = _headers(quote(f"{NAME}-{day}.{file_format}"), "attachment")
    if file_format == "csv":
        lines = list(write_csv(kind.headings(), rows))
        return StreamingResponse(iter(lines), media_type="text/csv; charset=utf-8", headers=headers)
    count = count_records(session, wanted)
    if count > MOST_XLSX_ROWS:
        raise CensusExportTooLargeError(count=count, limit=MOST_XLSX_ROWS)
    writer = XlsxWriter()
    headings = kind.headings()
    writer.add_sheet(NAME, headings, rows, [20] * len(headings))
    with tempfile.TemporaryDirectory(prefix="fangzhi-census-") as folder:
        path = Path(folder) / "census.xlsx"
        writer.save(path)
        content = io.BytesIO(path.read_bytes())
    return Response(content.getvalue(), media_type=XLSX, headers=headers)


def _headers(name: str, how: str) -> dict[str, str]:
    return {
        "Content-Disposition": f"{how}; filename*=UTF-8''{name}",
        "Cache-Control": "private, no-store",
    }
