"""What was decided of grade and damage, and what was measured."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base

_NUMBER = BigInteger().with_variant(Integer, "sqlite")


class Judgement(StrEnum):
    """What is judged of a copy."""

    GRADE = "grade"
    DAMAGE = "damage"


class GradeDecision(Base):
    """A person gave a copy its grade or the grade of its damage; appended, never changed.

    ``suggested`` is what the rules said then, in their revision ``rules_revision``, and
    ``suggested_why`` the reason; both are empty where they said nothing.
    """

    __tablename__ = "grade_decisions"

    number: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("census_records.id"))
    judgement: Mapped[Judgement]
    suggested: Mapped[str] = mapped_column(String(10), default="")
    suggested_why: Mapped[str] = mapped_column(String(600), default="")
    rules_revision: Mapped[int]
    decided: Mapped[str] = mapped_column(String(10))
    why: Mapped[str] = mapped_column(String(600))
    at: Mapped[dt.datetime]
    actor_id: Mapped[str] = mapped_column(String(12))
    actor_name: Mapped[str] = mapped_column(String(200))

    __table_args__ = (
        Index(None, "record_id", "judgement", "number"),
        {"sqlite_autoincrement": True},
    )


class DamageMeasurement(Base):
    """What was measured of the damage of a copy on a day; appended, never changed.

    ``measured`` holds the values by the names of :data:`archive.grading.measures.MEASURES`;
    ``standard`` says by which rules they are looked at: ``book`` or ``paper``.
    """

    __tablename__ = "damage_measurements"

    number: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("census_records.id"))
    measured_on: Mapped[dt.date]
    standard: Mapped[str] = mapped_column(String(10))
    measured: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(String(600), default="")
    at: Mapped[dt.datetime]
    actor_name: Mapped[str] = mapped_column(String(200))

    __table_args__ = (Index(None, "record_id", "number"), {"sqlite_autoincrement": True})
