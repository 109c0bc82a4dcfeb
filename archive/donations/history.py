"""How the journal's entries on donations and donors read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "donations.donation.logged": N_("登记捐赠 %(number)s：%(line_count)s 项 %(volume_count)s 册"),
    "donations.donation.line-decided": N_("第 %(line)s 项“%(title)s”：%(verdict)s"),
    "donations.donation.moved": N_("办理：%(verdict)s"),
    "donations.donation.line-corrected": N_("更正了第 %(line)s 项的登记内容"),
    "donations.donation.line-added": N_("清单增加第 %(line)s 项“%(title)s”"),
    "donations.donation.line-removed": N_("从清单删除第 %(line)s 项“%(title)s”"),
    "donations.donation.line-copy-said": N_("第 %(line)s 项“%(title)s”是复本"),
    "donations.donation.line-copy-denied": N_("第 %(line)s 项“%(title)s”不是复本"),
    "donations.donation.deposit-term": N_("第 %(line)s 项“%(title)s”约定的寄存期限：%(until)s"),
    "donations.donation.line-returned": N_(
        "退还寄存的第 %(line)s 项“%(title)s”（%(returned_on)s）"
    ),
    "donations.donation.line-return-undone": N_("第 %(line)s 项“%(title)s”改回在库，没有退还"),
    "donations.donation.corrected": N_("更正了捐赠的登记"),
    "donations.donation.receipted": N_("开具收据 %(number)s"),
    "donations.donor.created": N_("新增捐赠人 %(name)s"),
    "donations.donor.changed": N_("更正捐赠人的登记"),
    "donations.donor.contact-changed": N_("更新了捐赠人的联系方式"),
    "donations.donor.merged": N_(
        "合并捐赠人“%(name)s”的登记：%(donation_count)s 笔捐赠、%(lead_count)s 条线索"
    ),
    "donations.donor.split": N_(
        "拆回捐赠人“%(name)s”的登记：%(donation_count)s 笔捐赠、%(lead_count)s 条线索"
    ),
    "donations.donor.contact-erased": N_("删除了捐赠人的联系方式"),
}

# What a higher room writes about a donation, as it reads on the donation's own page.
ON_DONATION: Mapping[str, str] = {
    **SENTENCES,
    "agreements.agreement.drafted": N_("拟订协议第 %(version)s 版"),
    "agreements.agreement.changed": N_("修改协议第 %(version)s 版草稿"),
    "agreements.agreement.signed": N_("签订协议第 %(version)s 版"),
    "agreements.agreement.scanned": N_("附上协议第 %(version)s 版的签字扫描件"),
    "agreements.limits.kept": N_("协议第 %(version)s 版的使用限制已记入 %(count)s 种馆藏"),
    "correspondence.paper.issued": N_("签发%(verdict)s %(number)s"),
    "leads.lead.converted": N_("由线索转为捐赠 %(number)s"),
    "accessions.batch.registered": N_(
        "登记入藏，总括登记 %(number)s：%(title_count)s 种 %(volume_count)s 册"
    ),
}

# The same on a donor's page.
ON_DONOR: Mapping[str, str] = {
    **ON_DONATION,
    "donor-pages.link.made": N_("生成了捐赠人专页的链接"),
    "donor-pages.link.ended": N_("停用了捐赠人专页的链接"),
    "leads.lead.created": N_("记下线索“%(subject)s”"),
    "leads.lead.changed": N_("更改了线索"),
    "leads.lead.step-done": N_("已办：%(done)s"),
    "leads.lead.snoozed": N_("推迟到 %(next_step_on)s"),
    "leads.lead.dropped": N_("放弃线索"),
    "leads.lead.reopened": N_("重新打开线索"),
}
