"""What this room's closed sets are called on screen, as zh-Hans messages."""

from collections.abc import Mapping

from archive.agreements.models import AgreementKind, AgreementState
from archive.kernel.errors import N_
from archive.rights.limits import Attribution, NetworkScope

KINDS: Mapping[AgreementKind, str] = {
    AgreementKind.GIFT: N_("捐赠协议"),
    AgreementKind.DEPOSIT: N_("寄存协议"),
}
STATES: Mapping[AgreementState, tuple[str, str]] = {
    AgreementState.DRAFT: (N_("草稿"), "attention"),
    AgreementState.SIGNED: (N_("生效"), "good"),
    AgreementState.SUPERSEDED: (N_("已被替代"), "neutral"),
}
SCOPES: Mapping[NetworkScope, str] = {
    NetworkScope.NONE: N_("不授权网络传播"),
    NetworkScope.ON_PREMISES: N_("限馆内局域网"),
    NetworkScope.REGISTERED: N_("限注册读者"),
    NetworkScope.PUBLIC: N_("向公众开放"),
}
ATTRIBUTIONS: Mapping[Attribution, str] = {
    Attribution.NAMED: N_("署捐赠人姓名"),
    Attribution.AS_WORDED: N_("按所写署名"),
    Attribution.ANONYMOUS: N_("匿名"),
}
