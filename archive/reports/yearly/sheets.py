"""The report of a year as a workbook: a sheet for each table, and one with every line."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from archive.donations.words import MATERIALS, MODES, STAGES
from archive.ledger.counting import Amount
from archive.reports.lines import CountedLine, counted_lines
from archive.reports.naming import DIMENSIONS, MEASURES, key_names, period_name
from archive.reports.questions import Dimension, Measure
from archive.reports.roll import Naming
from archive.reports.tables import Table
from archive.reports.words import NAMINGS
from archive.reports.yearly.naming import anonymous, public_names
from archive.reports.yearly.sentences import Sentences
from archive.reports.yearly.year import SPLITS, YearReport
from archive.spreadsheets.cells import Value
from archive.spreadsheets.write import XlsxWriter
from archive.web.formats import format_date
from archive.web.i18n import gettext, translate

LINES_AT_ONCE = 500
_MEASURES = tuple(Measure)


def write_year(
    session: Session, report: YearReport, sentences: Sentences, library: str, path: Path
) -> None:
    """Write the workbook of a year to ``path``."""
    book = XlsxWriter()
    book.add_sheet(
        gettext("概要"),
        (library, period_name(report.question.period)),
        _summary(report, sentences),
        (22, 60),
    )
    for dimension in (Dimension.MONTH, *SPLITS):
        table = report.months if dimension is Dimension.MONTH else report.splits[dimension]
        headings = (translate(DIMENSIONS[dimension]), *(translate(MEASURES[m]) for m in _MEASURES))
        book.add_sheet(
            gettext("按%(what)s", what=translate(DIMENSIONS[dimension])),
            headings,
            _rows(session, dimension, table),
            (36, 10, 10, 10, 14),
        )
    _add_sources_by_month(session, book, report)
    _add_lines(session, book, report)
    _add_people(book, report)
    book.save(path)


def _summary(report: YearReport, sentences: Sentences) -> Iterator[Sequence[Value]]:
    yield (gettext("年度语句"), sentences.headline)
    yield (gettext("说明"), "".join(sentences.details))
    yield (gettext("截至"), format_date(report.question.as_of))
    for measure in _MEASURES:
        yield (translate(MEASURES[measure]), _number(report.total, measure))
    for measure in _MEASURES:
        yield (
            gettext("上年同期%(what)s", what=translate(MEASURES[measure])),
            _number(report.earlier, measure),
        )
    for measure in _MEASURES:
        yield (
            gettext("寄存%(what)s（另计）", what=translate(MEASURES[measure])),
            _number(report.deposits, measure),
        )


def _rows(session: Session, dimension: Dimension, table: Table) -> Iterator[Sequence[Value]]:
    names = public_names(session, dimension, [row.key for row in table.rows])
    for row in table.rows:
        yield (names[row.key], *_numbers(row.total))
    yield (gettext("合计"), *_numbers(table.total))
    yield (gettext("寄存（另计）"), *_numbers(table.deposits))


def _add_sources_by_month(session: Session, book: XlsxWriter, report: YearReport) -> None:
    table = report.sources_by_month
    names = public_names(session, Dimension.SOURCE, [row.key for row in table.rows])
    months = key_names(session, Dimension.MONTH, table.columns)
    for measure in (Measure.TITLES, Measure.VOLUMES):
        rows = [
            (
                names[row.key],
                *(_number(row.cells.get(key, Amount()), measure) for key in table.columns),
                _number(row.total, measure),
            )
            for row in table.rows
        ]
        totals = (_number(table.column_totals.get(k, Amount()), measure) for k in table.columns)
        rows.append((gettext("合计"), *totals, _number(table.total, measure)))
        book.add_sheet(
            gettext("来源与月份（%(what)s）", what=translate(MEASURES[measure])),
            (translate(DIMENSIONS[Dimension.SOURCE]), *months.values(), gettext("合计")),
            rows,
            (36, *[9] * (len(months) + 1)),
        )


def _add_lines(session: Session, book: XlsxWriter, report: YearReport) -> None:
    headings = [
        gettext("日期"),
        gettext("捐赠编号"),
        gettext("项"),
        gettext("题名"),
        gettext("责任者"),
        gettext("年代"),
        translate(DIMENSIONS[Dimension.MATERIAL]),
        translate(DIMENSIONS[Dimension.SOURCE]),
        translate(DIMENSIONS[Dimension.MODE]),
        *(translate(MEASURES[measure]) for measure in _MEASURES),
    ]
    widths = (12, 16, 6, 40, 24, 16, 12, 28, 10, 8, 8, 8, 12)
    for name, is_deposit in ((gettext("清单"), False), (gettext("寄存清单"), True)):
        rows = (_line(line) for line in _every_line(session, report, is_deposit=is_deposit))
        book.add_sheet(name, headings, rows, widths)


def _every_line(session: Session, report: YearReport, *, is_deposit: bool) -> Iterator[CountedLine]:
    offset, asked = 0, report.question.asked()
    while part := counted_lines(
        session, asked, is_deposit=is_deposit, offset=offset, limit=LINES_AT_ONCE
    ):
        yield from part
        offset += LINES_AT_ONCE


def _line(line: CountedLine) -> Sequence[Value]:
    day: dt.date = line.counted_on
    return (
        day,
        line.donation_number,
        line.sequence,
        line.title,
        line.author,
        line.date_text,
        translate(MATERIALS[line.material]),
        anonymous() if line.is_anonymous else line.donor_name,
        translate(MODES[line.mode]),
        *_numbers(line.amount),
    )


def _add_people(book: XlsxWriter, report: YearReport) -> None:
    book.add_sheet(
        gettext("办理情况"),
        (gettext("阶段"), gettext("笔数"), gettext("最早于")),
        [(translate(STAGES[each.stage][0]), each.count, each.since) for each in report.backlog],
        (16, 8, 12),
    )
    roll = [
        (
            each.donor.public_name if each.naming is Naming.NAMED else gettext("（不公开）"),
            anonymous() if each.naming is Naming.ANONYMOUS else each.donor.name,
            translate(NAMINGS[each.naming]),
            *_numbers(each.amount),
        )
        for each in report.roll
    ]
    headings = (
        gettext("公开署名"),
        gettext("捐赠人"),
        gettext("署名意愿"),
        *(translate(MEASURES[measure]) for measure in _MEASURES),
    )
    book.add_sheet(gettext("捐赠人名录"), headings, roll, (28, 28, 14, 8, 8, 8, 12))


def _numbers(amount: Amount) -> list[Value]:
    return [_number(amount, measure) for measure in _MEASURES]


def _number(amount: Amount, measure: Measure) -> Value:
    value = measure.of(amount)
    if measure is not Measure.VALUE:
        return value
    return value // 100 if value % 100 == 0 else value / 100
