"""The closed sets of words of this room."""

from enum import StrEnum


class SheetKind(StrEnum):
    """What a sheet lists."""

    GIFTS = "gifts"
    DONORS = "donors"
    REGISTER = "register"
    SUMMARY = "summary"
    WITHDRAWALS = "withdrawals"
    SIKU_WORKS = "siku-works"


REGISTERS = frozenset({SheetKind.REGISTER, SheetKind.SUMMARY, SheetKind.WITHDRAWALS})
"""The property books."""


class ImportState(StrEnum):
    """How an import stands. ``PREVIEWED`` has written nothing yet."""

    PREVIEWED = "previewed"
    DONE = "done"
    UNDONE = "undone"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What is done with a row."""

    CREATE = "create"
    UPDATE = "update"
    SAME = "same"
    REFUSE = "refuse"
    LEAVE_OUT = "leave-out"
