"""The page's way as a state machine: whatever happens in whatever order, the rules hold."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from digitize.layout.model import Profile
from digitize.pages.schemas import PageFailure
from digitize.pages.states import PageState
from digitize.pages.ways import DONE, StepName, first_step, step_after, steps_of
from digitize.pipeline import machine
from digitize.pipeline.machine import StaleAttemptError, Standing, WrongStateError

FAILURE = PageFailure("step-crashed", "处理程序意外退出。")


@pytest.mark.parametrize("profile", ["", *Profile])
def test_the_steps_lead_from_the_first_to_done(profile: str) -> None:
    step, walked = first_step(profile), []
    while step != DONE:
        walked.append(step)
        step = step_after(profile, step)
    assert tuple(walked) == steps_of(profile)


def test_a_picture_is_neither_cropped_nor_read() -> None:
    assert steps_of(Profile.PICTURE) == (StepName.INSPECT, StepName.DERIVE)
    assert set(steps_of("")) == set(StepName)


def test_only_a_failed_page_can_be_retried() -> None:
    with pytest.raises(WrongStateError):
        machine.retry(Standing(PageState.READY, DONE, 1))


class PageOfItsWay(RuleBasedStateMachine):
    """A page, its present worker, and a worker that was given up for dead and still comes back."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Standing(PageState.WAITING, first_step(""))
        self.attempts_seen = 0

    @precondition(lambda self: self.page.state is PageState.WAITING)
    @rule(worker=st.sampled_from(["w1", "w2"]))
    def claim(self, worker: str) -> None:
        self.page = machine.claim(self.page, worker)
        assert self.page.attempt == self.attempts_seen + 1
        self.attempts_seen = self.page.attempt

    @precondition(lambda self: self.page.state is not PageState.WAITING)
    @rule()
    def claim_what_does_not_wait(self) -> None:
        with pytest.raises(WrongStateError):
            machine.claim(self.page, "w3")

    @precondition(lambda self: self.page.state is PageState.RUNNING)
    @rule()
    def finish(self) -> None:
        before = self.page.step
        self.page = machine.finish_step(self.page, "", before, self.page.attempt)
        assert self.page.step == step_after("", before)

    @precondition(lambda self: self.page.state is PageState.RUNNING)
    @rule()
    def fail(self) -> None:
        self.page = machine.fail(self.page, self.page.step, FAILURE, self.page.attempt)

    @precondition(lambda self: self.page.state is PageState.RUNNING)
    @rule()
    def die(self) -> None:
        self.page = machine.abandon(self.page, self.page.attempt)

    @precondition(lambda self: self.page.state is PageState.FAILED)
    @rule()
    def retry(self) -> None:
        step = self.page.step
        self.page = machine.retry(self.page)
        assert self.page.step == step

    @precondition(lambda self: self.page.attempt > 1 or self.page.state is not PageState.RUNNING)
    @rule(age=st.integers(1, 3))
    def come_back_late(self, age: int) -> None:
        is_present = self.page.state is PageState.RUNNING
        attempt = self.page.attempt - age if is_present else self.page.attempt
        with pytest.raises(StaleAttemptError):
            machine.finish_step(self.page, "", first_step(""), attempt)
        with pytest.raises(StaleAttemptError):
            machine.fail(self.page, first_step(""), FAILURE, attempt)
        with pytest.raises(StaleAttemptError):
            machine.abandon(self.page, attempt)

    @invariant()
    def only_a_running_page_is_claimed(self) -> None:
        assert bool(self.page.claimed_by) == (self.page.state is PageState.RUNNING)

    @invariant()
    def only_a_failed_page_has_a_failure(self) -> None:
        assert (self.page.failure is not None) == (self.page.state is PageState.FAILED)

    @invariant()
    def a_ready_page_is_done(self) -> None:
        assert (self.page.step == DONE) == (self.page.state is PageState.READY)


TestPageOfItsWay = PageOfItsWay.TestCase
