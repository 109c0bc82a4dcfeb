"""How the journal's entries on the registers read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "accessions.batch.registered": N_(
        "登记入藏：总括登记 %(number)s，登录号 %(first_label)s–%(last_label)s"
    ),
    "accessions.batch.entered": N_(
        "由旧登记簿转入总括登记 %(number)s：%(title_count)s 种 %(volume_count)s 册"
    ),
    "accessions.batch.completed": N_(
        "按旧登记簿补全总括登记 %(number)s：%(title_count)s 种 %(volume_count)s 册"
    ),
    "accessions.batch.put-back": N_("撤销导入，总括登记 %(number)s 恢复原样"),
    "accessions.batch.taken-back": N_("撤销导入，总括登记 %(number)s 不再在册"),
    "accessions.volume.brought-back": N_("撤销导入，登录号 %(label)s 的注销 %(number)s 不再在册"),
    "accessions.mask.set": N_("登录号格式定为 %(mask)s"),
    "accessions.month.closed": N_("%(month)s 登记簿结账"),
    "accessions.entry.corrected": N_("更正 %(number)s：%(entry)s 应为“%(said)s”"),
    "accessions.volume.deregistered": N_("注销 %(number)s：登录号 %(label)s"),
}
