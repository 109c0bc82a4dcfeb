"""What this room's closed sets and columns are called, as zh-Hans messages."""

from collections.abc import Mapping

from archive.accessions.models import DeregistrationReason, Source
from archive.kernel.errors import N_

SOURCES: Mapping[Source, str] = {Source.DONATION: N_("受赠"), Source.EXISTING: N_("馆藏补登")}
REASONS: Mapping[DeregistrationReason, str] = {
    DeregistrationReason.LOST: N_("遗失"),
    DeregistrationReason.DAMAGED: N_("损毁"),
    DeregistrationReason.WEEDED: N_("剔旧"),
    DeregistrationReason.TRANSFERRED: N_("调拨"),
    DeregistrationReason.RETURNED: N_("退还"),
    DeregistrationReason.OTHER: N_("其他"),
}
SUMMARY = (
    N_("登记日期"),
    N_("总括登记号"),
    N_("来源"),
    N_("凭证"),
    N_("种数"),
    N_("册数"),
    N_("件数"),
    N_("价值（元）"),
    N_("起登录号"),
    N_("止登录号"),
    N_("备注"),
)
INDIVIDUAL = (
    N_("登录号"),
    N_("登记日期"),
    N_("题名"),
    N_("责任者"),
    N_("版本"),
    N_("年代"),
    N_("部次"),
    N_("册次"),
    N_("索书号"),
    N_("总括登记号"),
    N_("来源"),
    N_("价值（元）"),
    N_("备注"),
)
DEREGISTERED = (
    N_("注销号"),
    N_("注销日期"),
    N_("登录号"),
    N_("题名"),
    N_("册次"),
    N_("原因"),
    N_("批准"),
    N_("备注"),
)
