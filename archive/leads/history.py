"""How the journal's entries on leads read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "leads.lead.created": N_("记下线索“%(subject)s”"),
    "leads.lead.changed": N_("更改了线索"),
    "leads.lead.step-done": N_("已办：%(done)s"),
    "leads.lead.snoozed": N_("推迟到 %(next_step_on)s"),
    "leads.lead.dropped": N_("放弃线索"),
    "leads.lead.reopened": N_("重新打开线索"),
    "leads.lead.converted": N_("转为捐赠 %(number)s"),
}
