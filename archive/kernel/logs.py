"""How the log is written: one line an event, to standard error.

A traceback shows where, never with what: the values of variables may be passwords or letters.
"""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict

# Controls, and the marks that turn the direction of what follows; line ends of tracebacks stay.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def make_printable(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Spell out what a terminal would obey: somebody else chose the paths and names we log."""
    for name, value in event.items():
        if isinstance(value, str) and not value.isprintable():
            event[name] = _UNPRINTABLE.sub(_spell, value)
    return event


def _spell(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode("ascii")


def configure_logs(level: int = logging.INFO) -> None:
    """Send every event of ``level`` and above to standard error."""
    is_terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            make_printable,
            structlog.dev.ConsoleRenderer(
                colors=is_terminal,
                pad_event_to=0,
                exception_formatter=structlog.dev.plain_traceback,
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
