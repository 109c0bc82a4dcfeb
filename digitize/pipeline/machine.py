r"""What a page goes through, as a pure state machine.

    WAITING --claim--> RUNNING --finish last step--> READY
       ^                | |  \--finish a step--> RUNNING (the next step)
       |--abandon-------+ |
       |--retry-- FAILED <+ fail

``attempt`` grows with each claim and never shrinks. What comes back from an attempt that is not
the present one is refused, so a worker that was given up for dead can do no harm.
"""

from dataclasses import dataclass, replace

from digitize.pages.schemas import PageFailure
from digitize.pages.states import PageState
from digitize.pages.ways import DONE, step_after


class StaleAttemptError(Exception):
    """The page was given to somebody else since; what this attempt brings is not wanted."""


class WrongStateError(Exception):
    """The page does not stand where this could happen to it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a page stands; ``claimed_by`` is "" unless it is running."""

    state: PageState
    step: str
    attempt: int = 0
    claimed_by: str = ""
    failure: PageFailure | None = None


def claim(standing: Standing, worker: str) -> Standing:
    """Return the page as ``worker`` takes it; only a waiting page can be taken."""
    _require(standing, PageState.WAITING)
    return replace(
        standing, state=PageState.RUNNING, attempt=standing.attempt + 1, claimed_by=worker
    )


def finish_step(standing: Standing, profile: str, step: str, attempt: int) -> Standing:
    """Return the page after ``step`` succeeded in ``attempt``."""
    _require_attempt(standing, attempt)
    following = step_after(profile, step)
    if following != DONE:
        return replace(standing, step=following)
    return replace(standing, state=PageState.READY, step=DONE, claimed_by="", failure=None)


def fail(standing: Standing, step: str, failure: PageFailure, attempt: int) -> Standing:
    """Return the page after ``step`` failed in ``attempt``; it waits for a person."""
    _require_attempt(standing, attempt)
    return replace(standing, state=PageState.FAILED, step=step, claimed_by="", failure=failure)


def abandon(standing: Standing, attempt: int) -> Standing:
    """Return the page after its worker died or let go of it: it waits to be claimed again."""
    _require_attempt(standing, attempt)
    return replace(standing, state=PageState.WAITING, claimed_by="")


def retry(standing: Standing) -> Standing:
    """Return a failed page as it waits to be tried again, from the step that failed."""
    _require(standing, PageState.FAILED)
    return replace(standing, state=PageState.WAITING, failure=None)


def _require(standing: Standing, state: PageState) -> None:
    if standing.state is not state:
        raise WrongStateError(f"{standing.state} where {state} is needed")


def _require_attempt(standing: Standing, attempt: int) -> None:
    if standing.state is not PageState.RUNNING or standing.attempt != attempt:
        raise StaleAttemptError(f"attempt {attempt}, page is at {standing}")
