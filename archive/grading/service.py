"""Judging: what the rules suggest, what a person decides, what was measured; all in the journal."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.census.models import CensusRecord
from archive.census.queries import find_record
from archive.census.references import words_of
from archive.census.schemas import RecordView
from archive.census.sets import WordSet
from archive.census.statements import edition_kind_of, years_of
from archive.census.words import BOOK_DAMAGES, DAMAGES, GRADES, PAPER_DAMAGES
from archive.evidence.service import pictures_of
from archive.grading.errors import (
    EvidenceRequiredError,
    GradeReasonMissingError,
    GradeUnknownError,
    MeasuredLaterError,
    NothingMeasuredError,
)
from archive.grading.models import DamageMeasurement, GradeDecision, Judgement
from archive.grading.rules import Suggestion, suggest_damage, suggest_grade
from archive.grading.tables import BOOK, PAPER, damage_rules, grade_rules
from archive.kernel import journal
from archive.kernel.journal import Subject

NO_SUGGESTION = "—"
STANDARDS = {"book": BOOK, "paper": PAPER}


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the rules of a revision say of a copy, if anything."""

    suggestion: Suggestion | None
    rules_revision: int


def suggested_grade(session: Session, record: RecordView) -> Suggested:
    """Return the grade that years and kind of edition suggest."""
    title = record.copy.title
    rules, revision = grade_rules(session)
    kinds = words_of(session, WordSet.EDITION_KIND)
    kind = str(record.details.get("edition_kind", "")) or edition_kind_of(title.edition, kinds)
    years = years_of(title.date_text, title.edition)
    return Suggested(suggest_grade(years, kind, rules), revision)


def suggested_damage(session: Session, record: RecordView) -> Suggested:
    """Return the damage that the values measured last suggest."""
    measured = last_measurement(session, record.id)
    if measured is None:
        return Suggested(None, 0)
    rules, revision = damage_rules(session, STANDARDS[measured.standard])
    grades = BOOK_DAMAGES if measured.standard == "book" else PAPER_DAMAGES
    return Suggested(suggest_damage(measured.measured, rules, grades), revision)


def decide(
    session: Session, record_id: str, judgement: Judgement, decided: str, why: str
) -> GradeDecision:
    """Give a copy its grade or the grade of its damage; what the rules said is kept beside it.

    Raises:
        GradeUnknownError, GradeReasonMissingError: it cannot be used.
        EvidenceRequiredError: no picture shows why.
    """
    record = find_record(session, record_id)
    names = GRADES if judgement is Judgement.GRADE else DAMAGES
    if decided not in names:
        raise GradeUnknownError(field="decided")
    if not why.strip():
        raise GradeReasonMissingError(field="why")
    if not pictures_of(session, Subject("census-record", record_id), judgement.value):
        raise EvidenceRequiredError(field="decided")
    is_grade = judgement is Judgement.GRADE
    suggested = (suggested_grade if is_grade else suggested_damage)(session, record)
    row = _decision(session, record_id, judgement, suggested)
    row.decided, row.why = decided, why.strip()
    session.add(row)
    held = session.get_one(CensusRecord, record_id)
    before = held.grade if is_grade else held.damage
    if is_grade:
        held.grade = decided
    else:
        held.damage = decided
    session.flush()
    journal.record(
        session,
        "grading.grade.decided" if is_grade else "grading.damage.decided",
        subject=Subject("census-record", record_id),
        also=[Subject("title", record.copy.title.id)],
        before={"decided": names.get(before, "")},
        after={
            "decided": names[decided],
            "suggested": names.get(row.suggested, NO_SUGGESTION),
            "rules_revision": row.rules_revision,
        },
        why=row.why,
    )
    return row


def _decision(
    session: Session, record_id: str, judgement: Judgement, suggested: Suggested
) -> GradeDecision:
    actor, said = journal.current_actor(session), suggested.suggestion
    return GradeDecision(
        record_id=record_id,
        judgement=judgement,
        suggested=said.grade if said else "",
        suggested_why=said.reason[:600] if said else "",
        rules_revision=suggested.rules_revision,
        at=journal.now(session),
        actor_id=actor.id,
        actor_name=actor.name,
    )


def measure(
    session: Session,
    record_id: str,
    day: dt.date | None,
    standard: str,
    measured: Mapping[str, float],
    note: str = "",
) -> DamageMeasurement:
    """Write down what was measured of a copy on a day.

    Raises:
        NothingMeasuredError, MeasuredLaterError: it cannot be used.
    """
    record = find_record(session, record_id)
    if day is None or day > journal.today(session):
        raise MeasuredLaterError(field="measured_on")
    if not measured:
        raise NothingMeasuredError(field="ph")
    row = DamageMeasurement(
        record_id=record_id,
        measured_on=day,
        standard="paper" if standard == "paper" else "book",
        measured=dict(measured),
        note=note.strip()[:600],
        at=journal.now(session),
        actor_name=journal.current_actor(session).name,
    )
    session.add(row)
    session.flush()
    journal.record(
        session,
        "grading.damage.measured",
        subject=Subject("census-record", record_id),
        also=[Subject("title", record.copy.title.id)],
        after={"day": day.isoformat(), "standard": row.standard, "measured": dict(measured)},
    )
    return row


def last_measurement(session: Session, record_id: str) -> DamageMeasurement | None:
    """Return what was measured last, None if nothing ever was."""
    found = measurements_of(session, record_id, 1)
    return found[0] if found else None


def measurements_of(session: Session, record_id: str, limit: int = 50) -> list[DamageMeasurement]:
    """Return what was measured of a copy, the latest day first."""
    wanted = select(DamageMeasurement).where(DamageMeasurement.record_id == record_id)
    order = (DamageMeasurement.measured_on.desc(), DamageMeasurement.number.desc())
    return list(session.scalars(wanted.order_by(*order).limit(limit)))


def decisions_of(
    session: Session, record_id: str, judgement: Judgement, limit: int = 50
) -> list[GradeDecision]:
    """Return what was decided of a copy, newest first."""
    wanted = select(GradeDecision).where(
        GradeDecision.record_id == record_id, GradeDecision.judgement == judgement
    )
    return list(session.scalars(wanted.order_by(GradeDecision.number.desc()).limit(limit)))
