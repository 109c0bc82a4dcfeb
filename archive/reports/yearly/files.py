"""The report of a year as a file; it is in zh-Hans whoever asks."""

import tempfile
from pathlib import Path

from sqlalchemy.orm import Session

from archive.documents.pdf import set_paper
from archive.reports.errors import NoSuchYearError
from archive.reports.naming import key_names
from archive.reports.questions import Dimension
from archive.reports.yearly.paper import paper_of
from archive.reports.yearly.sentences import Names, Sentences, sentences_of
from archive.reports.yearly.sheets import write_year
from archive.reports.yearly.year import YearReport
from archive.web.i18n import Language, use_language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_YEAR, LAST_YEAR = 1900, 9998


def read_year(text: str) -> int:
    """Return a year written in four digits.

    Raises:
        NoSuchYearError: it is no year that a report can be about.
    """
    if not (text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise NoSuchYearError(detail=text)
    return int(text)


def names_of(session: Session, report: YearReport) -> Names:
    """Return what the keys of campaigns and modes are called."""
    return {
        dimension: key_names(session, dimension, [r.key for r in report.splits[dimension].rows])
        for dimension in (Dimension.CAMPAIGN, Dimension.MODE)
    }


def said_of(session: Session, report: YearReport) -> Sentences:
    """Return what the year came to, in words of the reader's language."""
    return sentences_of(report, names_of(session, report))


def year_paper(session: Session, report: YearReport, library_name: str) -> bytes:
    """Return the report as a PDF."""
    with use_language(Language.SIMPLIFIED):
        context = paper_of(session, report, said_of(session, report), library_name)
    return set_paper("reports/year_paper.html", **context)


def year_workbook(session: Session, report: YearReport, library_name: str) -> bytes:
    """Return the report as a workbook."""
    with use_language(Language.SIMPLIFIED), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        write_year(session, report, said_of(session, report), library_name, path)
        return path.read_bytes()
