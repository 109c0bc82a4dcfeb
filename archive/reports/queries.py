"""The answer to a question, laid out."""

from sqlalchemy.orm import Session

from archive.ledger.queries import sums
from archive.reports.periods import Period
from archive.reports.questions import Layout, Question
from archive.reports.tables import Table, lay_out

MOST_FILLED_DAYS = 366 * 30
"""Months in which nothing came are shown as such in up to thirty years."""


def answer(session: Session, question: Question, layout: Layout) -> Table:
    """Return what the ledger answers, laid out."""
    dimensions = [layout.rows, *([layout.columns] if layout.columns else [])]
    figures = sums(session, question.asked(), [each.bearing for each in dimensions])
    reached = min(question.period.last, max(question.as_of, question.period.first))
    is_bounded = layout.rows.is_time and question.period.days <= MOST_FILLED_DAYS
    months = Period(question.period.first, reached).months() if is_bounded else ()
    return lay_out(figures, layout, months)
