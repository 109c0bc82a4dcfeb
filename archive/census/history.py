"""How the journal's entries on the census read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "census.record.begun": N_("为第 %(copy)s 部建立古籍普查登记"),
    "census.record.changed": N_("修改古籍普查登记"),
    "census.reference.changed": N_("修改参照表，第 %(revision)s 版"),
}
