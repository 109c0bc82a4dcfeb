"""The closed sets of words about pages."""

from enum import StrEnum


class PageState(StrEnum):
    """Where a page stands. Its ``step`` says what is to be done next."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


class TextOrigin(StrEnum):
    """Where a page's text comes from."""

    MACHINE = "machine"
    ALIGNED = "aligned"
    PROOFREAD = "proofread"
