"""What the kinds of labels are called."""

from collections.abc import Mapping

from archive.kernel.errors import N_
from archive.labels.labels import LabelKind

KINDS: Mapping[LabelKind, str] = {
    LabelKind.VOLUME: N_("册标签（条码、登录号、题名）"),
    LabelKind.SPINE: N_("书标（索书号）"),
    LabelKind.PLACE: N_("架标（架位条码）"),
}
