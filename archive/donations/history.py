"""How the journal's entries on donations and donors read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "donations.donation.logged": N_("登记捐赠 %(number)s：%(line_count)s 件 %(volume_count)s 册"),
    "donations.donation.line-decided": N_("第 %(line)s 项“%(title)s”：%(verdict)s"),
    "donations.donation.moved": N_("办理：%(verdict)s"),
    "donations.donation.line-corrected": N_("更正了第 %(line)s 项的登记内容"),
    "donations.donation.receipted": N_("开具收据 %(number)s"),
    "donations.donor.created": N_("新增捐赠人 %(name)s"),
    "donations.donor.changed": N_("更正捐赠人的登记"),
    "donations.donor.contact-changed": N_("更新了捐赠人的联系方式"),
    "donations.donor.contact-erased": N_("删除了捐赠人的联系方式"),
}

# What a higher room writes about a donation, as it reads on the donation's own page.
ON_DONATION: Mapping[str, str] = {
    **SENTENCES,
    "accessions.batch.registered": N_(
        "登记入藏，总括登记 %(number)s：%(title_count)s 种 %(volume_count)s 册"
    ),
}
