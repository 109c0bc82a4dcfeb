"""What the states of crates are called."""

from collections.abc import Mapping

from archive.kernel.errors import N_
from archive.relocations.models import CrateState

CRATE_STATES: Mapping[CrateState, tuple[str, str]] = {
    CrateState.OPEN: (N_("装箱中"), "neutral"),
    CrateState.SEALED: (N_("已封箱"), "busy"),
    CrateState.ARRIVED: (N_("已到达"), "attention"),
    CrateState.UNPACKED: (N_("已拆箱"), "good"),
}
