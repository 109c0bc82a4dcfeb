"""What this room's closed sets are called on screen, as zh-Hans messages."""

from collections.abc import Mapping

from archive.batch_edits.models import BatchState, ItemState
from archive.kernel.errors import N_

BATCH_STATES: Mapping[BatchState, tuple[str, str]] = {
    BatchState.PREVIEWED: (N_("待执行"), "attention"),
    BatchState.APPLYING: (N_("修改中"), "busy"),
    BatchState.APPLIED: (N_("已修改"), "good"),
    BatchState.UNDOING: (N_("撤销中"), "busy"),
    BatchState.UNDONE: (N_("已撤销"), "neutral"),
}
ITEM_STATES: Mapping[ItemState, tuple[str, str]] = {
    ItemState.LEFT_OUT: (N_("不修改"), "attention"),
    ItemState.WAITING: (N_("等待"), "neutral"),
    ItemState.APPLIED: (N_("已修改"), "good"),
    ItemState.REFUSED: (N_("未能修改"), "bad"),
    ItemState.UNDONE: (N_("已恢复"), "neutral"),
    ItemState.KEPT: (N_("此后另有改动，未恢复"), "attention"),
}
