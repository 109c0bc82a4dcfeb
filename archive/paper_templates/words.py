"""What is wrong with a template, as sentences."""

from collections.abc import Mapping

from archive.kernel.errors import N_
from archive.markup.parse import LONGEST
from archive.markup.problems import Fault, Problem
from archive.web.i18n import gettext

FAULTS: Mapping[Fault, str] = {
    Fault.EMPTY: N_("模板是空的。"),
    Fault.TOO_LONG: N_("模板太长，最多 %(longest)s 个字。"),
    Fault.UNCLOSED: N_("“【”后面缺少“】”。"),
    Fault.UNOPENED: N_("“】”前面缺少“【”。"),
    Fault.NAMELESS: N_("“【】”里没有写占位符的名称。"),
    Fault.UNKNOWN: N_("没有名为“%(name)s”的占位符，最接近的是“%(nearest)s”。"),
    Fault.UNKNOWN_COLUMN: N_("表格没有“%(name)s”这一列，最接近的是“%(nearest)s”。"),
    Fault.TABLE_IN_TEXT: N_("“%(name)s”是一张表，要单独占一行，不能和文字写在一起。"),
    Fault.NOT_A_TABLE: N_("“%(name)s”不是表格，不能选列。"),
    Fault.REQUIRED: N_("缺少必须有的占位符“%(name)s”。"),
}


def sentence_of(problem: Problem) -> str:
    """Return what is wrong, with the line it stands on, in the reader's language."""
    said = gettext(
        FAULTS[problem.fault], name=problem.name, nearest=problem.nearest, longest=LONGEST
    )
    if not problem.line:
        return said
    return gettext("第 %(line)s 行：%(said)s", line=problem.line, said=said)
