"""See whether a scan is still what was received, and measure it."""

import hashlib

from digitize.imaging.measure import measure
from digitize.pipeline.errors import MasterDamagedError
from digitize.pipeline.steps.contract import StepContext, StepResult
from digitize.pipeline.steps.pixels import load_scan


def inspect(context: StepContext) -> StepResult:
    """Check the master's SHA-256 and give plain figures about its pixels.

    Raises:
        MasterDamagedError: the file changed since it was received.
        UnreadableScanError: it cannot be decoded.
    """
    with context.master.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != context.settings["sha256"]:
        raise MasterDamagedError(name=context.name, detail=f"sha256 is {found}")
    return StepResult(facts=measure(load_scan(context, context.master))._asdict())
