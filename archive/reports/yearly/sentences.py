"""The sentences that stand in a library's own report of the year, ready to be pasted."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.ledger.counting import NOTHING, Amount
from archive.ledger.queries import sums
from archive.reports.naming import titles_and_volumes
from archive.reports.periods import year_of
from archive.reports.questions import Dimension, Question
from archive.reports.tables import Table
from archive.reports.yearly.year import YearReport
from archive.web.formats import format_day_of_year, format_number
from archive.web.i18n import gettext

MOST_CAMPAIGNS = 5
MOST_PARTS = 6

Names = Mapping[Dimension, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentence of the year, and those that go into detail."""

    headline: str
    details: tuple[str, ...]

    @property
    def paragraph(self) -> str:
        """All of them, one after another."""
        return "".join((self.headline, *self.details))


def sentences_of(report: YearReport, names: Names) -> Sentences:
    """Return what the year came to, in words; ``names`` are those of campaigns and modes."""
    details = (
        _campaigns(report.splits[Dimension.CAMPAIGN], names[Dimension.CAMPAIGN]),
        _modes(report.splits[Dimension.MODE], names[Dimension.MODE]),
        _pieces(report.total),
        _deposits(report.deposits),
        _comparison(report.total, report.earlier),
    )
    first = headline(report.year, report.question.as_of, report.total)
    return Sentences(first, tuple(each for each in details if each))


def headline(year: int, as_of: dt.date, total: Amount) -> str:
    """Return 2018年共征集地方文献 69 种 105 册。; of a year that goes on, up to which day."""
    counted = titles_and_volumes(total.titles, total.volumes)
    if as_of >= year_of(year).last:
        return gettext("%(year)s年共征集地方文献 %(counted)s。", year=year, counted=counted)
    return gettext(
        "%(year)s年截至%(day)s，共征集地方文献 %(counted)s。",
        year=year,
        day=format_day_of_year(as_of),
        counted=counted,
    )


def headline_of(session: Session, today: dt.date) -> str:
    """Return the sentence of this year, as it stands today."""
    asked = Question(year_of(today.year), today).asked()
    return headline(today.year, today, sums(session, asked).get((False, ()), NOTHING))


def _campaigns(table: Table, names: Mapping[str, str]) -> str:
    parts = [
        gettext(
            "“%(campaign)s”征集 %(counted)s",
            campaign=names[row.key],
            counted=_told(row.total),
        )
        for row in table.rows
        if row.key and _is_something(row.total)
    ]
    if not parts:
        return ""
    return gettext("其中%(parts)s。", parts=_listed(parts[:MOST_CAMPAIGNS]))


def _modes(table: Table, names: Mapping[str, str]) -> str:
    rows = [row for row in table.rows if _is_something(row.total)]
    if len(rows) < 2:
        return ""
    parts = [
        gettext(
            "%(mode)s %(counted)s",
            mode=names[row.key],
            counted=_told(row.total),
        )
        for row in rows[:MOST_PARTS]
    ]
    return gettext("按征集方式分：%(parts)s。", parts=_listed(parts))


def _pieces(total: Amount) -> str:
    if not total.pieces:
        return ""
    return gettext("照片、散页等另计 %(count)s 件。", count=format_number(total.pieces))


def _deposits(deposits: Amount) -> str:
    if deposits == NOTHING:
        return ""
    return gettext(
        "另接受寄存 %(counted)s，不计入上数。",
        counted=_told(deposits),
    )


def _comparison(total: Amount, earlier: Amount) -> str:
    if earlier == NOTHING:
        return ""
    return gettext(
        "比上年同期%(titles)s、%(volumes)s。",
        titles=_difference(total.titles, earlier.titles, gettext("种")),
        volumes=_difference(total.volumes, earlier.volumes, gettext("册")),
    )


def _difference(now: int, before: int, unit: str) -> str:
    if now == before:
        return gettext("持平（%(count)s %(unit)s）", count=format_number(now), unit=unit)
    values = {"count": format_number(abs(now - before)), "unit": unit}
    if before > 0:
        values["share"] = f"{abs(now - before) * 100 / before:.1f}%"
        if now > before:
            return gettext("增加 %(count)s %(unit)s（%(share)s）", **values)
        return gettext("减少 %(count)s %(unit)s（%(share)s）", **values)
    return gettext("增加 %(count)s %(unit)s", **values)


def _is_something(amount: Amount) -> bool:
    return bool(amount.titles or amount.volumes or amount.pieces)


def _told(amount: Amount) -> str:
    return titles_and_volumes(amount.titles, amount.volumes, amount.pieces)


def _listed(parts: Iterable[str]) -> str:
    return gettext("，").join(parts)
