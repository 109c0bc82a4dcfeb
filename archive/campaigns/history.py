"""How the journal's entries on campaigns read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "campaigns.campaign.created": N_("新建征集活动“%(name)s”"),
    "campaigns.campaign.changed": N_("更改了征集活动"),
    "campaigns.campaign.closed": N_("结束征集活动"),
    "campaigns.campaign.reopened": N_("重新开放征集活动"),
    "correspondence.paper.issued": N_("签发%(verdict)s %(number)s"),
    "mailings.mailing.begun": N_("群发征集函 %(count)s 封"),
    "mailings.mailing.finished": N_(
        "群发完成：新签发 %(issued)s 封，此前已签发 %(kept)s 封，未成 %(failed)s 封"
    ),
}
