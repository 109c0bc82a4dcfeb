"""Reports at the desk: a question, its answer as chart and table, and the list behind a number."""

import datetime as dt
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.donations.desk import words
from archive.kernel.clock import to_local
from archive.kernel.house import House
from archive.ledger.queries import OR, count_lines, day_range, sums
from archive.reports import people_views
from archive.reports.lines import counted_lines
from archive.reports.naming import (
    DIMENSIONS,
    MEASURES,
    choices,
    key_names,
    measure_text,
    period_name,
)
from archive.reports.periods import Period, month_of, quarter_of, year_of
from archive.reports.queries import answer
from archive.reports.questions import (
    FILTERS,
    Dimension,
    Layout,
    Measure,
    Question,
    lines_address,
    read_layout,
    read_question,
    report_address,
    wrong_days,
)
from archive.reports.shown import measures_of, show
from archive.reports.yearly import views as yearly_views
from archive.web.forms import Form as WebForm
from archive.web.i18n import gettext, translate
from archive.web.sessions import CurrentHouse, ReadSession
from archive.web.tables import Paging
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
router.include_router(yearly_views.router)
router.include_router(people_views.router)

_DAYS = ("first", "last", "as_of")
Reporter = Annotated[Visitor, Depends(signed_in(Permission.SEE_REPORTS))]


@router.get("/desk/reports")
def show_report(
    request: Request, session: ReadSession, house: CurrentHouse, _who: Reporter
) -> Response:
    """Show what came in a period, split as the address says."""
    today = today_at(house)
    asked = request.query_params
    question, layout = read_question(asked, today), read_layout(asked)
    form = WebForm(question.fields() | {name: asked[name] for name in _DAYS if asked.get(name)})
    for error in wrong_days(asked, today):
        form.refuse(error)
    table = answer(session, question, layout)
    before = replace(
        question,
        period=question.period.a_year_earlier(),
        as_of=Period(question.as_of, question.as_of).a_year_earlier().last,
    )
    earlier = sums(session, before.asked()).get((False, ()))
    paging = Paging.of(request, 0 if layout.rows.is_time else len(table.rows))
    part = slice(None) if layout.rows.is_time else slice(paging.offset, paging.offset + paging.size)
    return render(
        request,
        "reports/show.html",
        422 if form.errors else 200,
        form=form,
        question=question,
        layout=layout,
        table=table,
        shown=show(session, question, layout, table, part),
        measures=measures_of(table),
        paging=paging,
        earlier=earlier,
        shortcuts=_shortcuts(question, layout, today),
        options=_options(session),
        is_empty=day_range(session) is None,
        today=today,
        **_words(session, question),
    )


@router.get("/desk/reports/lines")
def show_lines(
    request: Request, session: ReadSession, house: CurrentHouse, _who: Reporter
) -> Response:
    """Show the lines that make up a number; what they contribute adds up to it."""
    question = read_question(request.query_params, today_at(house))
    is_deposit = request.query_params.get("account") == "deposits"
    asked = question.asked()
    paging = Paging.of(request, count_lines(session, asked, is_deposit=is_deposit))
    return render(
        request,
        "reports/lines.html",
        question=question,
        is_deposit=is_deposit,
        paging=paging,
        total=sums(session, asked).get((is_deposit, ())),
        rows=counted_lines(
            session, asked, is_deposit=is_deposit, offset=paging.offset, limit=paging.size
        ),
        **_words(session, question),
        **words(),
    )


def today_at(house: House) -> dt.date:
    """Return the day that it is at the library."""
    return to_local(house.clock.now()).date()


def _words(session: Session, question: Question) -> dict[str, Any]:
    chosen = [
        (
            translate(DIMENSIONS[dimension]),
            gettext("、").join(key_names(session, dimension, key.split(OR)).values()),
        )
        for dimension, key in question.only
    ]
    return {
        "name": period_name(question.period),
        "chosen": chosen,
        "measure_text": measure_text,
        "Measure": Measure,
        "measure_names": {measure: translate(name) for measure, name in MEASURES.items()},
        "dimension_names": {each: translate(name) for each, name in DIMENSIONS.items()},
        "lines_address": lines_address,
        "report_address": report_address,
    }


def _options(session: Session) -> dict[str, list[tuple[str, str]]]:
    of_dimensions = {
        each.value: choices(session, each) for each in FILTERS if each is not Dimension.SOURCE
    }
    names = [(each.value, translate(name)) for each, name in DIMENSIONS.items()]
    return of_dimensions | {
        "rows": names,
        "columns": [pair for pair in names if pair[0] != Dimension.SOURCE],
        "measures": [(each.value, translate(name)) for each, name in MEASURES.items()],
    }


def _shortcuts(question: Question, layout: Layout, today: dt.date) -> list[tuple[str, str, bool]]:
    periods = (
        (gettext("今年"), year_of(today.year)),
        (gettext("去年"), year_of(today.year).shifted(-1)),
        (gettext("本季度"), quarter_of(today.year, (today.month + 2) // 3)),
        (gettext("本月"), month_of(today.year, today.month)),
        (gettext("上一期"), question.period.shifted(-1)),
        (gettext("下一期"), question.period.shifted(1)),
    )
    return [
        (
            name,
            report_address(replace(question, period=period), layout),
            period == question.period,
        )
        for name, period in periods
    ]
