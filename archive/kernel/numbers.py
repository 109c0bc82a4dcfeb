"""Gap-free numbers: receipts, batches of accession, accession numbers.

A number is taken in the caller's transaction, so one that is rolled back is given out again and
the series has no holes. Whoever takes a number keeps others from taking any until the
transaction ends.
"""

from sqlalchemy import String, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.kernel.database import Base, take_turn


class NumberSeries(Base):
    """The last number given out in a series."""

    __tablename__ = "number_series"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    last: Mapped[int]


def next_number(session: Session, series: str) -> int:
    """Take the next number of ``series``; the first is 1."""
    take_turn(session)
    taken = session.execute(
        update(NumberSeries)
        .where(NumberSeries.name == series)
        .values(last=NumberSeries.last + 1)
        .returning(NumberSeries.last)
    ).scalar_one_or_none()
    if taken is not None:
        return taken
    session.execute(insert(NumberSeries).values(name=series, last=1))
    return 1


def raise_to(session: Session, series: str, number: int) -> None:
    """Let ``series`` go on behind ``number``, which something bears already; never go back."""
    take_turn(session)
    if number <= last_number(session, series):
        return
    changed = session.execute(
        update(NumberSeries)
        .where(NumberSeries.name == series)
        .values(last=number)
        .returning(NumberSeries.name)
    ).scalar_one_or_none()
    if changed is None:
        session.execute(insert(NumberSeries).values(name=series, last=number))


def set_back(session: Session, series: str, last: int, number: int) -> bool:
    """Let ``series`` go on behind ``number`` again, if it stands at ``last``; return whether.

    Only for numbers of which it is certain that nothing bears them.
    """
    take_turn(session)
    changed = session.execute(
        update(NumberSeries)
        .where(NumberSeries.name == series, NumberSeries.last == last)
        .values(last=number)
        .returning(NumberSeries.name)
    ).scalar_one_or_none()
    return changed is not None


def last_number(session: Session, series: str) -> int:
    """Return the last number given out in ``series``, 0 if none was."""
    found = session.execute(select(NumberSeries.last).where(NumberSeries.name == series))
    return found.scalar_one_or_none() or 0
