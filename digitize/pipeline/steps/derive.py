"""Make the access copy."""

from dataclasses import asdict

from digitize.derivatives.pyramid import write_pyramid
from digitize.pipeline.steps.contract import IMAGE, PYRAMID, StepContext, StepResult


def derive(context: StepContext) -> StepResult:
    """Write the pyramid of the straightened image or, for a picture, of the scan as it is."""
    source = context.inputs.get(IMAGE, context.master)
    target = context.folder / "pyramid.tif"
    facts = asdict(write_pyramid(source, target))
    return StepResult(files={PYRAMID: target}, facts=facts)
