"""Counting no further than anybody reads: whether there are 1,000 or 40,000 is one to a list."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class BoundedCount:
    """How many rows there are, up to a bound; ``is_more`` says that there are more than that."""

    number: int
    is_more: bool = False

    def __str__(self) -> str:
        """Return it as a list says it: 1,000+ where there are more."""
        return f"{self.number:,}{'+' if self.is_more else ''}"


def count_up_to(session: Session, wanted: Select[Any], most: int = MOST_COUNTED) -> BoundedCount:
    """Count the rows of a statement, and stop at ``most``: the database reads no more of them."""
    bounded = wanted.order_by(None).limit(most + 1).subquery()
    found = session.scalar(select(func.count()).select_from(bounded)) or 0
    return BoundedCount(min(found, most), found > most)
