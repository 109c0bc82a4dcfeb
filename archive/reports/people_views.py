"""How far the gifts have come on a day, and who gave: the two lists beside the figures."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.donations.desk import words
from archive.donations.kinds import Stage
from archive.kernel.clock import to_local
from archive.ledger.queries import OR
from archive.reports.backlog import OPEN, Evening, gifts_at, stage_counts
from archive.reports.errors import NoSuchStageError
from archive.reports.naming import MEASURES, measure_text, period_name
from archive.reports.questions import Dimension, Measure, Question, lines_address, read_question
from archive.reports.roll import GIVING, Naming, donor_roll
from archive.reports.words import NAMINGS
from archive.web.i18n import translate
from archive.web.sessions import CurrentHouse, ReadSession
from archive.web.tables import Paging
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

Reporter = Annotated[Visitor, Depends(signed_in(Permission.SEE_REPORTS))]


@router.get("/desk/reports/backlog")
def show_backlog(
    request: Request, session: ReadSession, house: CurrentHouse, _who: Reporter
) -> Response:
    """Show how many gifts stood where on the evening of a day."""
    today = to_local(house.clock.now()).date()
    question = read_question(request.query_params, today)
    evening = Evening(question.as_of, question.as_known_then)
    counts = stage_counts(session, evening)
    return render(
        request,
        "reports/backlog.html",
        question=question,
        today=today,
        open_counts=[each for each in counts if each.stage in OPEN],
        closed_counts=[each for each in counts if each.stage not in OPEN],
        longest=max((each.count for each in counts), default=0) or 1,
        **words(),
    )


@router.get("/desk/reports/backlog/{stage}")
def show_stage(
    request: Request, session: ReadSession, house: CurrentHouse, stage: str, _who: Reporter
) -> Response:
    """Show the gifts that stood at a stage on the evening of a day."""
    if stage not in set(Stage):
        raise NoSuchStageError(detail=stage)
    chosen = Stage(stage)
    question = read_question(request.query_params, to_local(house.clock.now()).date())
    evening = Evening(question.as_of, question.as_known_then)
    counts = stage_counts(session, evening)
    count = next((each.count for each in counts if each.stage is chosen), 0)
    paging = Paging.of(request, count)
    return render(
        request,
        "reports/stage.html",
        question=question,
        stage=chosen,
        paging=paging,
        rows=gifts_at(session, chosen, evening, paging.offset, paging.size),
        **words(),
    )


@router.get("/desk/reports/donors")
def show_roll(
    request: Request, session: ReadSession, house: CurrentHouse, _who: Reporter
) -> Response:
    """Show who gave in a period, and how each wants to be named."""
    question = read_question(request.query_params, to_local(house.clock.now()).date())
    entries = donor_roll(session, question.asked())
    paging = Paging.of(request, len(entries))
    return render(
        request,
        "reports/donors.html",
        question=question,
        name=period_name(question.period),
        rows=entries[paging.offset : paging.offset + paging.size],
        named=[each.donor.public_name for each in entries if each.naming is Naming.NAMED],
        paging=paging,
        **_roll_words(question),
        **words(),
    )


def _roll_words(question: Question) -> dict[str, Any]:
    given = question.narrowed(Dimension.MODE, OR.join(sorted(GIVING)))
    return {
        "namings": {each: translate(name) for each, name in NAMINGS.items()},
        "Naming": Naming,
        "Measure": Measure,
        "measure_text": measure_text,
        "measure_names": {measure: translate(name) for measure, name in MEASURES.items()},
        "href_of": lambda ids: lines_address(given.narrowed(Dimension.SOURCE, OR.join(ids))),
    }
