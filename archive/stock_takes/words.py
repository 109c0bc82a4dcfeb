"""What a stock-taking's findings are called on screen and in its report."""

from collections.abc import Mapping

from archive.kernel.errors import N_
from archive.stock_takes.compare import Finding

FINDINGS: Mapping[Finding, tuple[str, str]] = {
    Finding.FOUND: (N_("在架"), "good"),
    Finding.MISPLACED: (N_("错架"), "attention"),
    Finding.TWICE: (N_("重复扫描"), "attention"),
    Finding.UNKNOWN: (N_("未知条码"), "bad"),
}
"""Each with the tone in which it is said."""

MISSING = N_("未找到")
HEADINGS = (
    N_("结果"),
    N_("登录号"),
    N_("题名"),
    N_("册次"),
    N_("索书号"),
    N_("登记的位置"),
    N_("扫到的位置"),
    N_("已更正"),
    N_("扫描时间"),
    N_("扫描人"),
)
SUMMARY_HEADINGS = (N_("项目"), N_("数量"))
YES = N_("是")
