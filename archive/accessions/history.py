"""How the journal's entries on the registers read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "accessions.batch.registered": N_(
        "登记入藏：总括登记 %(number)s，登录号 %(first_number)s–%(last_number)s"
    ),
    "accessions.mask.set": N_("登录号格式定为 %(mask)s"),
    "accessions.month.closed": N_("%(month)s 登记簿结账"),
    "accessions.entry.corrected": N_("更正 %(number)s：%(entry)s 应为“%(said)s”"),
    "accessions.volume.deregistered": N_("注销 %(number)s：登录号 %(label)s"),
}
