"""What the states of transfers are called."""

from collections.abc import Mapping

from archive.kernel.errors import N_
from archive.transfers.models import LineState, TransferState

STATES: Mapping[TransferState, tuple[str, str]] = {
    TransferState.DRAFT: (N_("拟单"), "neutral"),
    TransferState.SENT: (N_("已移出"), "busy"),
    TransferState.RECEIVED: (N_("已签收"), "good"),
    TransferState.CANCELLED: (N_("已作废"), "neutral"),
}
LINE_STATES: Mapping[LineState, tuple[str, str]] = {
    LineState.PENDING: (N_("未到"), "attention"),
    LineState.RECEIVED: (N_("已到"), "good"),
    LineState.RETURNED: (N_("已退回"), "neutral"),
}
WITHIN, BETWEEN = N_("移库单"), N_("移交单")
