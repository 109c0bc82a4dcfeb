"""Dates as they stand on Chinese documents: read into years, with what is wrong named. Pure."""

from archive.text.dates.eras import Era, find_eras, format_reign_year
from archive.text.dates.problems import Choice, Problem, ProblemKind
from archive.text.dates.written import WrittenDate, read_date

__all__ = [
    "Choice",
    "Era",
    "Problem",
    "ProblemKind",
    "WrittenDate",
    "find_eras",
    "format_reign_year",
    "read_date",
]
