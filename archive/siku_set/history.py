"""How the journal's entries on the set read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

LEAVES = "siku_set.leaves."
SENTENCES: Mapping[str, str] = {
    "siku_set.leaves.taken": N_("导入叶表“%(file)s”：%(juan)s 卷，%(leaves)s 个半叶"),
    "siku_set.leaves.undone": N_("撤销叶表“%(file)s”"),
}
