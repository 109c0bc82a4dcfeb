"""What is wrong with a template, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """A way in which a template can be wrong."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    UNCLOSED = "unclosed"
    UNOPENED = "unopened"
    NAMELESS = "nameless"
    UNKNOWN = "unknown"
    UNKNOWN_COLUMN = "unknown-column"
    TABLE_IN_TEXT = "table-in-text"
    NOT_A_TABLE = "not-a-table"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault on ``line`` (0: of the whole); ``nearest`` is the name that was probably meant."""

    line: int
    fault: Fault
    name: str = ""
    nearest: str = ""
