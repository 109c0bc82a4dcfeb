"""Gap-free numbers: receipts, batches of accession, accession numbers.

A number is taken in the caller's transaction, so one that is rolled back is given out again and
the series has no holes. Whoever takes a number holds the series until the transaction ends.
"""

from sqlalchemy import String, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.kernel.database import Base


class NumberSeries(Base):
    """The last number given out in a series."""

    __tablename__ = "number_series"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    last: Mapped[int]


def next_number(session: Session, series: str) -> int:
    """Take the next number of ``series``; the first is 1."""
    taken = session.execute(
        update(NumberSeries)
        .where(NumberSeries.name == series)
        .values(last=NumberSeries.last + 1)
        .returning(NumberSeries.last)
    ).scalar_one_or_none()
    if taken is not None:
        return taken
    _open_series(session, series)
    return next_number(session, series)


def _open_series(session: Session, series: str) -> None:
    # Two transactions may open a series at once: the second waits here, then finds it open.
    session.execute(
        text("INSERT INTO number_series (name, last) VALUES (:name, 0) ON CONFLICT DO NOTHING"),
        {"name": series},
    )


def last_number(session: Session, series: str) -> int:
    """Return the last number given out in ``series``, 0 if none was."""
    found = session.execute(select(NumberSeries.last).where(NumberSeries.name == series))
    return found.scalar_one_or_none() or 0
