"""Every step by its name; :func:`perform_step` is what runs in the sandbox."""

from digitize.pages.ways import StepName
from digitize.pauses import pause_at
from digitize.pipeline.steps.analyse import LAYOUT, analyse
from digitize.pipeline.steps.contract import Step, StepContext, StepResult
from digitize.pipeline.steps.derive import derive
from digitize.pipeline.steps.inspect import inspect
from digitize.pipeline.steps.read import read
from digitize.pipeline.steps.straighten import IMAGE, straighten

STEPS = {
    step.name: step
    for step in (
        Step(StepName.INSPECT, "1", inspect, settings=("sha256",)),
        Step(StepName.STRAIGHTEN, "1", straighten, settings=("sha256",)),
        Step(StepName.DERIVE, "1", derive, needs=(IMAGE,), settings=("sha256",)),
        Step(StepName.ANALYSE, "1", analyse, needs=(IMAGE,), settings=("profile",)),
        Step(StepName.READ, "1", read, needs=(IMAGE, LAYOUT), settings=("engine",)),
    )
}


def perform_step(name: str, context: StepContext) -> StepResult:
    """Run the step called ``name``."""
    pause_at(f"{name}:inside")
    return STEPS[name].function(context)
