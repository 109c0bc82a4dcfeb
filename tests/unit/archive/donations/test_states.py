"""The machine: every pair of stage and event, and random ways through it."""

import dataclasses
import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from archive.donations.decisions import DECIDABLE
from archive.donations.kinds import Decision, Stage
from archive.donations.refusals import REFUSALS, refusal_error
from archive.donations.states.course import Move, StepState, course, days_of, missing, verdict_of
from archive.donations.states.events import BY_HAND, Event, Refusal
from archive.donations.states.machine import Case, following_decisions, may
from archive.donations.states.table import GONE, IN_REGISTERS, TABLE, WAY
from archive.donations.words import EVENTS, STAGES

DAY = dt.date(2026, 3, 2)
NOON = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)
PAIRS = list(product([None, *Stage], Event))
counts = st.integers(0, 3)
cases = st.builds(
    Case,
    stage=st.sampled_from([None, *Stage]),
    pending=counts,
    accepted=counts,
    deposited=counts,
    copied=counts,
    declined=counts,
    done=st.frozensets(st.sampled_from(list(Event))),
)


@pytest.mark.parametrize(("stage", "event"), PAIRS)
def test_every_pair_leads_where_the_table_says_or_is_refused_in_a_sentence(
    stage: Stage | None, event: Event
) -> None:
    ways_out = set()
    for pending, accepted, declined, done in product((0, 1), (0, 1), (0, 1), (False, True)):
        marks = frozenset(Event) if done else frozenset[Event]()
        case = Case(stage, pending=pending, accepted=accepted, declined=declined, done=marks)
        answer = may(case, event)
        if answer.is_yes:
            ways_out.add(answer.to)
        else:
            assert "%(" not in refusal_error(case, event, answer).message
    assert ways_out <= {TABLE.get((stage, event))}
    if (stage, event) in TABLE and stage is not Stage.WITHDRAWN:
        assert ways_out, "the table names a way that no gift can go"


def test_every_stage_and_event_and_refusal_has_its_words() -> None:
    assert set(STAGES) == set(Stage)
    assert set(EVENTS) == set(Event)
    assert set(REFUSALS) == set(Refusal)
    assert set(TABLE.values()) == set(Stage)
    assert set(WAY) | GONE | {Stage.DECLINED} == set(Stage)


@given(cases, st.sampled_from(list(Event)))
def test_an_answer_is_either_a_stage_of_the_table_or_one_reason(case: Case, event: Event) -> None:
    answer = may(case, event)
    assert (answer.to is None) is (answer.refusal is not None)
    if answer.to is not None:
        assert TABLE[case.stage, event] is answer.to


@given(cases)
def test_the_decisions_move_a_gift_at_most_once(case: Case) -> None:
    event = following_decisions(case)
    if event is not None:
        after = dataclasses.replace(case, stage=may(case, event).to, done=case.done | {event})
        assert following_decisions(after) is None


@given(cases)
def test_what_stands_in_the_registers_neither_is_withdrawn_nor_returned(case: Case) -> None:
    entered = dataclasses.replace(case, accepted=case.accepted + 1, registered=1)
    for event in (Event.WITHDRAW, Event.RETURN, Event.RECONSIDER, Event.DECLINE):
        assert not may(entered, event).is_yes


def test_a_reason_names_what_is_missing() -> None:
    waiting = Case(Stage.LISTED, pending=2)
    assert may(waiting, Event.HAND_OVER).refusal is Refusal.TOO_EARLY
    assert may(waiting, Event.HAND_OVER).needed is Stage.DECIDED
    assert may(waiting, Event.DECIDE).refusal is Refusal.UNDECIDED
    said = refusal_error(waiting, Event.DECIDE, may(waiting, Event.DECIDE)).message
    assert "2 件" in said
    deposit = Case(Stage.HANDED_OVER, deposited=1)
    assert may(deposit, Event.ACCESSION).refusal is Refusal.NOTHING_ACCEPTED
    assert may(deposit, Event.RETURN).to is Stage.RETURNED
    assert may(Case(Stage.HANDED_OVER, accepted=1), Event.ANNOUNCE).refusal is (
        Refusal.NOT_REGISTERED
    )
    assert may(Case(Stage.CATALOGUED, accepted=1), Event.WITHDRAW).refusal is Refusal.REGISTERED
    assert may(Case(Stage.WITHDRAWN, pending=1), Event.APPRAISE).refusal is Refusal.WITHDRAWN
    assert may(Case(Stage.RETURNED, copied=1), Event.RESUME).refusal is Refusal.RETURNED


def test_thanks_may_come_before_the_catalogue_and_are_given_once() -> None:
    thanked = Case(Stage.ACCESSIONED, accepted=1)
    assert may(thanked, Event.THANK).to is Stage.THANKED
    later = Case(Stage.THANKED, accepted=1, done=frozenset({Event.THANK}))
    assert may(later, Event.CATALOGUE).to is Stage.THANKED
    early = Case(Stage.DECIDED, accepted=1)
    assert may(early, Event.THANK).to is Stage.DECIDED
    again = dataclasses.replace(early, done=frozenset({Event.THANK}))
    assert may(again, Event.THANK).refusal is Refusal.ALREADY_DONE


@pytest.mark.parametrize(
    ("decisions", "verdict"),
    [
        ("", "pending"),
        ("accepted pending", "pending"),
        ("accepted accepted", "accepted"),
        ("accepted declined", "partly-accepted"),
        ("partly-accepted", "partly-accepted"),
        ("accepted deposited", "partly-accepted"),
        ("deposited declined", "deposited"),
        ("copied-and-returned deposited", "deposited"),
        ("copied-and-returned declined", "copied-and-returned"),
        ("declined declined", "declined"),
    ],
)
def test_the_verdict_follows_from_the_lines(decisions: str, verdict: str) -> None:
    assert verdict_of(map(Decision, decisions.split())) == verdict


def a_move(event: Event, came_from: Stage | None, to: Stage) -> Move:
    return Move(event, came_from, to, DAY, NOON)


def test_the_course_shows_what_was_done_what_is_missing_and_what_lies_ahead() -> None:
    moves = [
        a_move(Event.LIST, None, Stage.LISTED),
        a_move(Event.DECIDE, Stage.LISTED, Stage.DECIDED),
        a_move(Event.ACCESSION, Stage.DECIDED, Stage.ACCESSIONED),
    ]
    days = days_of(moves)
    steps = {step.stage: step.state for step in course(Stage.ACCESSIONED, days)}
    assert steps == {
        Stage.LISTED: StepState.DONE,
        Stage.DECIDED: StepState.DONE,
        Stage.AGREED: StepState.MISSING,
        Stage.HANDED_OVER: StepState.MISSING,
        Stage.ACCESSIONED: StepState.CURRENT,
        Stage.CATALOGUED: StepState.AHEAD,
        Stage.THANKED: StepState.AHEAD,
        Stage.ANNOUNCED: StepState.AHEAD,
    }
    assert missing(Stage.ACCESSIONED, days) == [Stage.AGREED, Stage.HANDED_OVER]
    assert missing(Stage.DECIDED, days) == []
    assert [step.stage for step in course(Stage.WITHDRAWN, days)] == [
        Stage.LISTED,
        Stage.DECIDED,
        Stage.ACCESSIONED,
    ]


def test_taking_a_decision_back_takes_the_agreement_back_but_not_the_hand_over() -> None:
    moves = [
        a_move(Event.AGREE, Stage.DECIDED, Stage.AGREED),
        a_move(Event.HAND_OVER, Stage.AGREED, Stage.HANDED_OVER),
        a_move(Event.RECONSIDER, Stage.HANDED_OVER, Stage.LISTED),
    ]
    assert set(days_of(moves)) == {Event.HAND_OVER, Event.RECONSIDER}


class Ways(RuleBasedStateMachine):
    """A gift of three lines, decided, undecided and moved about at random."""

    @initialize(stage=st.sampled_from([Stage.LEAD, Stage.INTENT, Stage.LISTED]))
    def begin(self, stage: Stage) -> None:
        self.stage = stage
        self.lines = [Decision.PENDING] * 3
        self.registered = 0
        self.moves: list[Move] = []

    @property
    def case(self) -> Case:
        """The gift as the machine sees it."""
        kept = {Decision.ACCEPTED, Decision.PARTLY_ACCEPTED}
        return Case(
            self.stage,
            pending=self.lines.count(Decision.PENDING),
            accepted=sum(line in kept for line in self.lines),
            deposited=self.lines.count(Decision.DEPOSITED),
            copied=self.lines.count(Decision.COPIED_AND_RETURNED),
            declined=self.lines.count(Decision.DECLINED),
            registered=self.registered,
            done=frozenset(days_of(self.moves)),
        )

    def go(self, event: Event) -> None:
        answer = may(self.case, event)
        if answer.to is not None:
            if event is Event.ACCESSION:
                self.registered = self.case.accepted
            self.moves.append(a_move(event, self.stage, answer.to))
            self.stage = answer.to

    @rule(event=st.sampled_from([*BY_HAND, Event.LIST, Event.AGREE, Event.ACCESSION]))
    def try_it(self, event: Event) -> None:
        self.go(event)
        self.follow()

    @rule(place=st.integers(0, 2), decision=st.sampled_from(list(Decision)))
    def decide(self, place: int, decision: Decision) -> None:
        if not self.registered and self.stage in DECIDABLE:
            self.lines[place] = decision
            self.follow()

    def follow(self) -> None:
        event = following_decisions(self.case)
        if event is not None:
            self.go(event)

    @invariant()
    def stands_where_the_table_leads(self) -> None:
        for move in getattr(self, "moves", ()):
            assert TABLE[move.from_stage, move.event] is move.to_stage

    @invariant()
    def agrees_with_its_lines(self) -> None:
        if not hasattr(self, "stage"):
            return
        assert (self.registered > 0) is (self.stage in IN_REGISTERS and self.case.accepted > 0)
        if self.stage is Stage.DECLINED:
            assert set(self.lines) == {Decision.DECLINED}
        if self.stage in {Stage.LISTED, Stage.APPRAISAL}:
            assert Decision.PENDING in self.lines
        if self.stage in {Stage.DECIDED, Stage.AGREED, Stage.HANDED_OVER, *IN_REGISTERS}:
            assert Decision.PENDING not in self.lines


TestWays = Ways.TestCase
