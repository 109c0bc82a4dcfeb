"""What this room's closed sets are called on screen, as zh-Hans messages."""

from collections.abc import Mapping

from archive.kernel.errors import N_
from archive.leads.models import LeadOutcome

OUTCOMES: Mapping[LeadOutcome, tuple[str, str]] = {
    LeadOutcome.OPEN: (N_("跟进中"), "busy"),
    LeadOutcome.CONVERTED: (N_("已转为捐赠"), "good"),
    LeadOutcome.DROPPED: (N_("已放弃"), "neutral"),
}
LABELS: Mapping[str, str] = {
    "subject": N_("有什么"),
    "donor_name": N_("是谁"),
    "phone": N_("电话"),
    "told_by": N_("谁提供的"),
    "next_step": N_("下一步"),
    "next_step_on": N_("哪一天"),
    "done": N_("办了什么"),
    "then": N_("接下来"),
    "then_on": N_("哪一天做"),
    "owner_id": N_("谁跟进"),
    "campaign_id": N_("征集活动"),
    "branch_id": N_("馆"),
    "note": N_("备注"),
    "until": N_("推迟到"),
    "reason": N_("原因"),
}
