"""The report of a stock-taking: as rows for spreadsheets, and on paper to be signed."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from archive.catalogue.schemas import VolumeView
from archive.documents.pdf import set_paper
from archive.kernel.clock import to_local
from archive.spreadsheets.cells import Value
from archive.spreadsheets.write import XlsxWriter
from archive.stock.schemas import printed_number
from archive.stock_takes import queries
from archive.stock_takes.schemas import Counts, ExpectedRow, Finding, ScanView, StockTakeView
from archive.stock_takes.words import FINDINGS, HEADINGS, MISSING, SUMMARY_HEADINGS, YES
from archive.web.i18n import gettext, translate

WIDTHS = (10, 14, 36, 14, 18, 40, 40, 8, 18, 14)
MOST_ON_PAPER = 2_000
"""Lines of a kind that are printed; a longer list is read in the spreadsheet."""


def result_rows(session: Session, take: StockTakeView) -> Iterator[Sequence[Value]]:
    """Yield what was missed, then every scan that counts, as :data:`HEADINGS` says."""
    for row in queries.list_unseen(session, take.id, limit=None):
        yield _unseen_row(row)
    for scan in queries.list_scans(session, take.id, limit=None):
        yield _scan_row(scan)


def _unseen_row(row: ExpectedRow) -> Sequence[Value]:
    return [translate(MISSING), *_volume_cells(row.volume), row.place.path, "", "", "", ""]


def _scan_row(scan: ScanView) -> Sequence[Value]:
    known = _volume_cells(scan.volume) if scan.volume else [scan.text, "", "", ""]
    return [
        translate(FINDINGS[scan.finding][0]),
        *known,
        scan.recorded_name,
        scan.here.path,
        translate(YES) if scan.corrected_at else "",
        f"{to_local(scan.at):%Y-%m-%d %H:%M:%S}",
        scan.actor_name,
    ]


def _volume_cells(volume: VolumeView) -> list[Value]:
    return [printed_number(volume) or volume.id, volume.title.title, volume.label, volume.shelfmark]


def summary_rows(take: StockTakeView, counts: Counts) -> list[tuple[str, Value]]:
    """Return the figures of a stock-taking with their names."""
    return [
        (gettext("清点编号"), take.number),
        (gettext("范围"), take.place.path),
        (gettext("应有册数"), counts.expected_count),
        (gettext("在架"), counts.found_count),
        (gettext("未找到"), counts.missing_count),
        (gettext("错架"), counts.misplaced_count),
        (gettext("重复扫描"), counts.twice_count),
        (gettext("未知条码"), counts.unknown_count),
    ]


def write_xlsx(session: Session, take: StockTakeView) -> bytes:
    """Return the report as a workbook: the figures, then every line."""
    book = XlsxWriter()
    counts = queries.count_findings(session, take)
    named = [translate(heading) for heading in SUMMARY_HEADINGS]
    book.add_sheet(gettext("汇总"), named, summary_rows(take, counts), (16, 40))
    headings = [translate(heading) for heading in HEADINGS]
    book.add_sheet(gettext("明细"), headings, result_rows(session, take), WIDTHS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        book.save(path)
        return path.read_bytes()


def set_report(session: Session, take: StockTakeView, library_name: str) -> bytes:
    """Return the report as a PDF with lines for signatures."""
    shown = {
        finding.value: queries.list_scans(session, take.id, finding, limit=MOST_ON_PAPER)
        for finding in (Finding.MISPLACED, Finding.TWICE, Finding.UNKNOWN)
    }
    return set_paper(
        "stock_takes/report.html",
        take=take,
        counts=queries.count_findings(session, take),
        missing=queries.list_unseen(session, take.id, limit=MOST_ON_PAPER),
        shown=shown,
        library_name=library_name,
        most=MOST_ON_PAPER,
    )
