"""How the journal's entries on the census read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "census.record.begun": N_("为第 %(copy)s 部建立古籍普查登记"),
    "census.record.changed": N_("修改古籍普查登记"),
    "grading.grade.decided": N_("定级：%(decided)s（系统建议：%(suggested)s）"),
    "grading.damage.decided": N_("定损：%(decided)s（系统建议：%(suggested)s）"),
    "grading.damage.measured": N_("记录破损检测，%(day)s"),
    "evidence.picture.added": N_("增加书影：%(caption)s"),
    "evidence.picture.removed": N_("移除书影：%(caption)s"),
    "census.reference.changed": N_("修改参照表，第 %(revision)s 版"),
}
