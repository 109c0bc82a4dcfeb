"""How the journal's entries on batch edits read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "batch-edits.batch.begun": N_("批量修改开始：%(total_count)s 条记录"),
    "batch-edits.batch.applied": N_("批量修改完成：改了 %(applied)s 条，%(refused)s 条未能修改"),
    "batch-edits.batch.undo-begun": N_("开始撤销批量修改"),
    "batch-edits.batch.undone": N_(
        "批量修改已撤销：恢复 %(undone)s 条，%(kept)s 条此后另有改动，保持原样"
    ),
}
