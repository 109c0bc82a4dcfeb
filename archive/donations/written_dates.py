"""Which dates a line may bear: as written, but none that no document can bear."""

from archive.donations.errors import ImpossibleDateError
from archive.text.dates import Problem, read_date
from archive.web.i18n import gettext


def impossible(date_text: str) -> Problem | None:
    """Return why no document can bear a date, None if one can.

    What may mean several years is kept as it is written; its years stay unknown.
    """
    problem = read_date(date_text).problem
    return None if problem is None or problem.is_unclear else problem


def expect_possible(date_text: str, field: str = "date_text") -> None:
    """Refuse a date that no document can bear.

    Raises:
        ImpossibleDateError: at ``field``, with what is wrong.
    """
    problem = impossible(date_text)
    if problem is not None:
        raise ImpossibleDateError(field=field, why=gettext(problem.sentence, **problem.values))
