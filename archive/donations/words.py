"""What this room's closed sets are called on screen, as zh-Hans messages."""

from collections.abc import Mapping

from archive.donations.kinds import Decision, DonorKind, MaterialKind
from archive.donations.progress import Progress
from archive.kernel.errors import N_

DONOR_KINDS: Mapping[DonorKind, str] = {
    DonorKind.PERSON: N_("个人"),
    DonorKind.FAMILY: N_("家族"),
    DonorKind.ORGANISATION: N_("单位"),
}
MATERIALS: Mapping[MaterialKind, str] = {
    MaterialKind.BOOK: N_("图书"),
    MaterialKind.GAZETTEER: N_("方志"),
    MaterialKind.GENEALOGY: N_("家谱"),
    MaterialKind.NEWSPAPER: N_("报刊"),
    MaterialKind.PHOTOGRAPH: N_("照片"),
    MaterialKind.CONTRACT: N_("契约文书"),
    MaterialKind.OTHER: N_("其他"),
}
DECISIONS: Mapping[Decision, tuple[str, str]] = {
    Decision.PENDING: (N_("待定"), "neutral"),
    Decision.ACCEPTED: (N_("已接收"), "good"),
    Decision.DECLINED: (N_("不接收"), "bad"),
}
PROGRESS: Mapping[Progress, tuple[str, str]] = {
    Progress.UNDECIDED: (N_("待决定"), "attention"),
    Progress.PARTLY_DECIDED: (N_("部分已定"), "attention"),
    Progress.TO_REGISTER: (N_("待入藏"), "seal"),
    Progress.REGISTERED: (N_("已入藏"), "good"),
    Progress.DECLINED: (N_("未接收"), "neutral"),
}
DECLINE_REASONS = (
    N_("本馆已有复本"),
    N_("不属于本馆收藏范围"),
    N_("破损严重，无法保存"),
    N_("版权或隐私不宜收藏"),
)
