"""How the log is written: one line an event, to standard error.

A traceback shows where, never with what: the values of variables may be passwords or letters.
"""

import logging
import sys

import structlog


def configure_logs(level: int = logging.INFO) -> None:
    """Send every event of ``level`` and above to standard error."""
    is_terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
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
