"""Grades and damage: suggestions and decisions are kept side by side, with evidence."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from archive.census import queries, service
from archive.census.schemas import RecordFilter, RecordView
from archive.evidence.service import NewPicture, StoredPicture, add_picture, pictures_of
from archive.grading import service as grading
from archive.grading import tables
from archive.grading.errors import (
    EvidenceRequiredError,
    GradeReasonMissingError,
    GradeUnknownError,
    MeasuredLaterError,
    NothingMeasuredError,
    RuleLineError,
)
from archive.grading.models import Judgement
from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.journal import Subject
from tests.factories.holdings import make_volumes
from tests.factories.people import OPERATOR


def begin(session: Session, edition: str = "明嘉靖三十年刻本") -> RecordView:
    """Begin the record of a copy of an edition."""
    journal.act_as(session, OPERATOR)
    return service.begin_record(session, make_volumes(session, edition=edition)[0].copy_id)


def prove(session: Session, record: RecordView, judgement: Judgement) -> None:
    """Put a picture that shows why."""
    subject = Subject("census-record", record.id)
    new = NewPicture(subject, judgement.value, "卷端", "a.jpg")
    add_picture(session, new, StoredPicture("0" * 64, "1" * 64, 10, 20))
    assert len(pictures_of(session, subject, judgement.value)) == 1


def test_suggestion_and_decision_are_both_kept(database: Database) -> None:
    with database.write() as session:
        record = begin(session)
        suggested = grading.suggested_grade(session, record).suggestion
        assert suggested is not None
        assert suggested.grade == "2乙"
        prove(session, record, Judgement.GRADE)
        grading.decide(session, record.id, Judgement.GRADE, "2甲", "名家批校")
        grading.decide(session, record.id, Judgement.GRADE, "2乙", "复核")
        assert queries.find_record(session, record.id).grade == "2乙"
        last, first = grading.decisions_of(session, record.id, Judgement.GRADE)
        assert (first.suggested, first.decided, first.why) == ("2乙", "2甲", "名家批校")
        assert last.actor_name == OPERATOR.name
        entry = journal.history(session, [Subject("census-record", record.id)])[0]
        assert entry.before == {"decided": "二级甲等"}
        assert entry.after["suggested"] == "二级乙等"
        assert entry.why == "复核"
        graded = RecordFilter(grade="2乙")
        assert [row.id for row in queries.list_records(session, graded)] == [record.id]
        assert queries.count_records(session, RecordFilter(grade="none")) == 0


def test_a_decision_needs_grade_reason_and_evidence(database: Database) -> None:
    with database.write() as session:
        record = begin(session)
        with pytest.raises(GradeUnknownError):
            grading.decide(session, record.id, Judgement.GRADE, "5", "理由")
        with pytest.raises(GradeReasonMissingError):
            grading.decide(session, record.id, Judgement.GRADE, "4", " ")
        prove(session, record, Judgement.DAMAGE)
        with pytest.raises(EvidenceRequiredError):
            grading.decide(session, record.id, Judgement.GRADE, "4", "理由")


def test_measured_values_outlive_the_limits(database: Database) -> None:
    with database.write() as session:
        record = begin(session)
        today = journal.today(session)
        grading.measure(session, record.id, today, "book", {"ph": 4.2, "worm": 35.0})
        assert grading.suggested_damage(session, record).suggestion is None
        tables.change_rules(session, tables.BOOK, "酸碱度｜<=4.5｜二级破损\n虫蛀｜>40｜一级破损")
        suggested = grading.suggested_damage(session, record)
        assert suggested.rules_revision == 1
        assert suggested.suggestion is not None
        assert suggested.suggestion.reason == "酸碱度 4.2（<=4.5）"
        prove(session, record, Judgement.DAMAGE)
        grading.decide(session, record.id, Judgement.DAMAGE, "2", "纸张酸化")
        tables.change_rules(session, tables.BOOK, "虫蛀｜>30｜一级破损")
        (kept,) = grading.measurements_of(session, record.id)
        assert kept.measured == {"ph": 4.2, "worm": 35.0}
        (decision,) = grading.decisions_of(session, record.id, Judgement.DAMAGE)
        assert (decision.suggested, decision.rules_revision) == ("2", 1)
        entries = journal.history(session, [Subject("reference-table", tables.BOOK)])
        assert [entry.after["revision"] for entry in entries] == [2, 1]


def test_a_measurement_has_values_and_a_day_that_has_come(database: Database) -> None:
    with database.write() as session:
        record, today = begin(session), journal.today(session)
        with pytest.raises(NothingMeasuredError):
            grading.measure(session, record.id, today, "book", {})
        for day in (None, today + dt.timedelta(days=1)):
            with pytest.raises(MeasuredLaterError):
                grading.measure(session, record.id, day, "book", {"ph": 5.0})


def test_a_wrong_line_of_rules_is_named_and_nothing_changes(database: Database) -> None:
    with database.write() as session:
        with pytest.raises(RuleLineError) as refused:
            tables.change_rules(session, tables.GRADING, "-1126｜｜一级甲等\n其余四级")
        assert refused.value.values == {"row": 2}
        assert tables.text_of(session, tables.GRADING) == (
            tables.TABLES[tables.GRADING].default,
            0,
        )
