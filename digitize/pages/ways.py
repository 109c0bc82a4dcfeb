"""The way of a page: which steps it goes through, in which order."""

from enum import StrEnum

from digitize.layout.model import Profile


class StepName(StrEnum):
    """The steps from a scan to a page with text."""

    INSPECT = "inspect"
    STRAIGHTEN = "straighten"
    DERIVE = "derive"
    ANALYSE = "analyse"
    READ = "read"


DONE = "done"
WHOLE_WAY = tuple(StepName)
PICTURE_WAY = (StepName.INSPECT, StepName.DERIVE)


def steps_of(profile: str) -> tuple[StepName, ...]:
    """Return the steps of a page in their order; a picture (原样) is served as it is."""
    return PICTURE_WAY if profile == Profile.PICTURE else WHOLE_WAY


def first_step(profile: str) -> str:
    """Return what is done first with a new page."""
    return steps_of(profile)[0]


def step_after(profile: str, step: str) -> str:
    """Return what follows ``step``, ``DONE`` after the last."""
    steps = steps_of(profile)
    at = steps.index(StepName(step))
    return steps[at + 1] if at + 1 < len(steps) else DONE
