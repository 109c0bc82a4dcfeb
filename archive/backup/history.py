"""How the journal's entries on backups read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "backup.run.requested": N_("要求立即备份"),
    "backup.archive.restored": N_("从 %(taken_at)s 的备份恢复了全部数据"),
}
