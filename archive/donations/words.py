"""What this room's closed sets are called on screen, as zh-Hans messages."""

from collections.abc import Mapping

from archive.catalogue.words import MATERIALS
from archive.donations.kinds import AcquisitionMode, Decision, DonorKind, Stage
from archive.donations.states.events import Event
from archive.kernel.errors import N_

__all__ = [
    "CHOICES",
    "DECISIONS",
    "DECLINE_REASONS",
    "DONOR_KINDS",
    "EVENTS",
    "MATERIALS",
    "MODES",
    "STAGES",
    "STEPS",
]

DONOR_KINDS: Mapping[DonorKind, str] = {
    DonorKind.PERSON: N_("个人"),
    DonorKind.FAMILY: N_("家族"),
    DonorKind.ORGANISATION: N_("单位"),
}
DECISIONS: Mapping[Decision, tuple[str, str]] = {
    Decision.PENDING: (N_("待定"), "neutral"),
    Decision.ACCEPTED: (N_("已接收"), "good"),
    Decision.PARTLY_ACCEPTED: (N_("部分接收"), "good"),
    Decision.COPIED_AND_RETURNED: (N_("复制后退还"), "neutral"),
    Decision.DEPOSITED: (N_("寄存"), "seal"),
    Decision.DECLINED: (N_("不接收"), "bad"),
}
CHOICES: Mapping[Decision, str] = {
    Decision.ACCEPTED: N_("接收"),
    Decision.PARTLY_ACCEPTED: N_("部分接收"),
    Decision.COPIED_AND_RETURNED: N_("复制后退还"),
    Decision.DEPOSITED: N_("寄存"),
    Decision.DECLINED: N_("婉拒"),
}
MODES: Mapping[AcquisitionMode, str] = {
    AcquisitionMode.DONATION: N_("捐赠"),
    AcquisitionMode.PURCHASE: N_("购买"),
    AcquisitionMode.COPYING: N_("复制"),
    AcquisitionMode.EXCHANGE: N_("交换"),
    AcquisitionMode.DEPOSIT: N_("寄存"),
    AcquisitionMode.LEGAL_DEPOSIT: N_("呈缴"),
    AcquisitionMode.COLLECTING: N_("征集"),
}
STAGES: Mapping[Stage, tuple[str, str]] = {
    Stage.LEAD: (N_("线索"), "neutral"),
    Stage.INTENT: (N_("意向"), "neutral"),
    Stage.LISTED: (N_("清单"), "attention"),
    Stage.APPRAISAL: (N_("鉴定"), "attention"),
    Stage.DECIDED: (N_("已决定"), "seal"),
    Stage.AGREED: (N_("已签协议"), "seal"),
    Stage.HANDED_OVER: (N_("已交接"), "seal"),
    Stage.ACCESSIONED: (N_("已入藏"), "good"),
    Stage.CATALOGUED: (N_("已编目"), "good"),
    Stage.THANKED: (N_("已致谢"), "good"),
    Stage.ANNOUNCED: (N_("已公示"), "good"),
    Stage.DECLINED: (N_("已婉拒"), "neutral"),
    Stage.WITHDRAWN: (N_("已撤回"), "neutral"),
    Stage.RETURNED: (N_("已退还"), "neutral"),
}
STEPS: Mapping[Stage, str] = {
    Stage.LEAD: N_("线索"),
    Stage.INTENT: N_("意向"),
    Stage.LISTED: N_("清单"),
    Stage.APPRAISAL: N_("鉴定"),
    Stage.DECIDED: N_("决定"),
    Stage.AGREED: N_("协议"),
    Stage.HANDED_OVER: N_("交接"),
    Stage.ACCESSIONED: N_("入藏"),
    Stage.CATALOGUED: N_("编目"),
    Stage.THANKED: N_("致谢"),
    Stage.ANNOUNCED: N_("公示"),
}
"""The stages of the long way as what is done there."""
EVENTS: Mapping[Event, str] = {
    Event.FIND: N_("记下线索"),
    Event.PROMISE: N_("记为意向"),
    Event.LIST: N_("列出清单"),
    Event.APPRAISE: N_("送鉴定"),
    Event.DECIDE: N_("决定"),
    Event.DECLINE: N_("婉拒"),
    Event.RECONSIDER: N_("重新考虑"),
    Event.REAPPRAISE: N_("重新鉴定"),
    Event.AGREE: N_("签协议"),
    Event.HAND_OVER: N_("交接"),
    Event.ACCESSION: N_("登记入藏"),
    Event.CATALOGUE: N_("编目"),
    Event.THANK: N_("致谢"),
    Event.ANNOUNCE: N_("公示"),
    Event.WITHDRAW: N_("撤回"),
    Event.RETURN: N_("退还"),
    Event.RESUME: N_("恢复"),
}
DECLINE_REASONS = (
    N_("本馆已有复本"),
    N_("不属于本馆收藏范围"),
    N_("破损严重，无法保存"),
    N_("版权或隐私不宜收藏"),
)
