"""Every step by its name; :func:`perform_step` is what runs in the sandbox."""

from digitize.pages.ways import StepName
from digitize.pauses import pause_at
from digitize.pipeline.steps.contract import IMAGE, LAYOUT, Step, StepContext, StepResult
from digitize.sandbox.elsewhere import Elsewhere

_INSPECT: Elsewhere[StepResult] = Elsewhere("digitize.pipeline.steps.inspect", "inspect")
_STRAIGHTEN: Elsewhere[StepResult] = Elsewhere("digitize.pipeline.steps.straighten", "straighten")
_DERIVE: Elsewhere[StepResult] = Elsewhere("digitize.pipeline.steps.derive", "derive")
_ANALYSE: Elsewhere[StepResult] = Elsewhere("digitize.pipeline.steps.analyse", "analyse")
_READ: Elsewhere[StepResult] = Elsewhere("digitize.pipeline.steps.read", "read")

STEPS = {
    step.name: step
    for step in (
        Step(StepName.INSPECT, "1", _INSPECT, settings=("sha256",)),
        Step(StepName.STRAIGHTEN, "1", _STRAIGHTEN, settings=("sha256",)),
        Step(StepName.DERIVE, "1", _DERIVE, needs=(IMAGE,), settings=("sha256",)),
        Step(StepName.ANALYSE, "1", _ANALYSE, needs=(IMAGE,), settings=("profile",)),
        Step(StepName.READ, "1", _READ, needs=(IMAGE, LAYOUT), settings=("engine",)),
    )
}


def perform_step(name: str, context: StepContext) -> StepResult:
    """Run the step called ``name``."""
    pause_at(f"{name}:inside")
    return STEPS[name].function(context)
