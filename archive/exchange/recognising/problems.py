"""What is to be said about a row, and where in the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archive.kernel.errors import N_


class Severity(StrEnum):
    """Whether a row can be taken in."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Said(StrEnum):
    """What is said of a cell or a row; each is a sentence in :data:`SENTENCES`."""

    FORMULA_ERROR = "formula-error"
    NOT_CALCULATED = "not-calculated"
    TITLE_MISSING = "title-missing"
    DONOR_MISSING = "donor-missing"
    DAY_MISSING = "day-missing"
    NO_DAY = "no-day"
    NO_SUCH_DAY = "no-such-day"
    NOT_GREGORIAN = "not-gregorian"
    YEAR_MISSING = "year-missing"
    IN_FUTURE = "in-future"
    TOO_EARLY = "too-early"
    MONTH_ONLY = "month-only"
    YEAR_ONLY = "year-only"
    DAY_ASSUMED = "day-assumed"
    NO_COUNT = "no-count"
    NEGATIVE = "negative"
    TOO_MANY = "too-many"
    NOT_WHOLE = "not-whole"
    COUNT_MERGED = "count-merged"
    COUNT_ASSUMED = "count-assumed"
    UNKNOWN_WORD = "unknown-word"
    TOO_LONG = "too-long"
    MARKUP = "markup"
    NO_AMOUNT = "no-amount"
    BAD_ID = "bad-id"
    ID_TWICE = "id-twice"
    DONOR_ABOVE = "donor-above"
    DAY_ABOVE = "day-above"
    REASON_ASSUMED = "reason-assumed"
    DECIDED_AS_RECEIVED = "decided-as-received"
    DECISION_ASSUMED = "decision-assumed"
    IMPOSSIBLE_DATE = "impossible-date"
    NAMESAKES = "namesakes"
    KNOWN_DONOR = "known-donor"
    NEW_DONOR = "new-donor"
    NEW_CAMPAIGN = "new-campaign"
    UNKNOWN_BRANCH = "unknown-branch"
    COPY_FOUND = "copy-found"
    COPY_ALONE = "copy-alone"
    MAYBE_TWICE = "maybe-twice"
    UNKNOWN_ID = "unknown-id"
    REGISTERED = "registered"
    FIXED = "fixed"
    BEFORE_DEPOSIT = "before-deposit"
    NO_DEPOSIT = "no-deposit"
    ACCEPTED_COUNT = "accepted-count"
    MODE_DECISION = "mode-decision"
    OTHER_BRANCH = "other-branch"
    LABEL_MISSING = "label-missing"
    LABEL_TWICE = "label-twice"
    BATCH_TAKEN = "batch-taken"
    IN_REGISTER = "in-register"
    MONTH_CLOSED = "month-closed"
    TITLE_HELD = "title-held"
    ENTRY_MISSING = "entry-missing"
    ENTRY_TWICE = "entry-twice"
    ENTRY_KNOWN = "entry-known"
    ENTRY_TOO_SMALL = "entry-too-small"
    ENTRY_UNNUMBERED = "entry-unnumbered"
    BATCH_DAY = "batch-day"
    BATCH_FULL = "batch-full"
    BATCH_JOINED = "batch-joined"
    VOLUMES_MISSING = "volumes-missing"
    TITLES_MISSING = "titles-missing"
    RANGE_BROKEN = "range-broken"
    RANGE_COUNT = "range-count"
    RANGE_TAKEN = "range-taken"
    LABEL_UNKNOWN = "label-unknown"
    LABEL_OTHER_TITLE = "label-other-title"
    LABEL_GONE = "label-gone"
    GONE_EARLY = "gone-early"
    GONE_TAKEN = "gone-taken"
    REASON_UNCLEAR = "reason-unclear"
    APPROVAL_MISSING = "approval-missing"
    LOST_CHARACTERS = "lost-characters"
    SIKU_NOT_NUMBER = "siku-not-number"
    SIKU_OUT_OF_RANGE = "siku-out-of-range"
    SIKU_NO_PLACE = "siku-no-place"
    SIKU_PLACE_DIFFERS = "siku-place-differs"
    SIKU_CLASS_UNKNOWN = "siku-class-unknown"
    SIKU_DIVISION_OTHER = "siku-division-other"
    SIKU_TITLE_CLEANED = "siku-title-cleaned"
    SIKU_STATEMENT_KEPT = "siku-statement-kept"
    SIKU_STATEMENT_MISSING = "siku-statement-missing"
    SIKU_AUTHOR_ELSEWHERE = "siku-author-elsewhere"
    SIKU_UNDIVIDED = "siku-undivided"
    SIKU_PART_HELD = "siku-part-held"
    SIKU_BRACKETED = "siku-bracketed"
    SIKU_COUNT_KEPT = "siku-count-kept"
    SIKU_COUNT_BLANK = "siku-count-blank"
    SIKU_TWICE = "siku-twice"
    SIKU_NUMBER_TWICE = "siku-number-twice"
    SIKU_NUMBER_MISSING = "siku-number-missing"
    SIKU_ORDER = "siku-order"
    SIKU_MATCHED = "siku-matched"
    SIKU_FILLED = "siku-filled"


SENTENCES: Mapping[Said, str] = {
    Said.FORMULA_ERROR: N_("公式出错（%(value)s），请改正公式或填入数值"),
    Said.NOT_CALCULATED: N_("公式还没有算出结果，请在 Excel 中打开并保存一次"),
    Said.TITLE_MISSING: N_("没有题名"),
    Said.DONOR_MISSING: N_("没有捐赠人，上面也没有可沿用的"),
    Said.DAY_MISSING: N_("没有日期，请在上面填写“没有日期的，算作哪一天”"),
    Said.NO_DAY: N_("“%(value)s”不是日期，请写成 2018-12-27 这样"),
    Said.NO_SUCH_DAY: N_("没有“%(value)s”这一天"),
    Said.NOT_GREGORIAN: N_("“%(value)s”不是公历日期；收到与决定的日期请用公历"),
    Said.YEAR_MISSING: N_("“%(value)s”没有年份"),
    Said.IN_FUTURE: N_("%(value)s 还没有到"),
    Said.TOO_EARLY: N_("%(value)s 太早，请核对年份"),
    Said.MONTH_ONLY: N_("只写了月份，算作 %(value)s"),
    Said.YEAR_ONLY: N_("只写了年份，算作 %(value)s"),
    Said.DAY_ASSUMED: N_("没有日期，算作 %(value)s"),
    Said.NO_COUNT: N_("“%(value)s”不是数目"),
    Said.NEGATIVE: N_("数目不能是负的（%(value)s）"),
    Said.TOO_MANY: N_("数目太大（%(value)s），请核对"),
    Said.NOT_WHOLE: N_("数目要是整数（%(value)s）"),
    Said.COUNT_MERGED: N_("数目写在合并的单元格里，不知道各行多少，请拆开填写"),
    Said.COUNT_ASSUMED: N_("没有数目，算作 1 册"),
    Said.UNKNOWN_WORD: N_("不认识“%(value)s”，可用：%(known)s"),
    Said.TOO_LONG: N_("超过 %(limit)s 个字"),
    Said.MARKUP: N_("有网页代码（尖括号里的英文），请删去"),
    Said.NO_AMOUNT: N_("“%(value)s”不是金额"),
    Said.BAD_ID: N_("编号“%(value)s”不对，请不要改动导出的编号"),
    Said.ID_TWICE: N_("编号“%(value)s”在表中出现了两次"),
    Said.DONOR_ABOVE: N_("捐赠人沿用上一行：%(value)s"),
    Said.DAY_ABOVE: N_("日期沿用上一行：%(value)s"),
    Said.REASON_ASSUMED: N_("没有写不接收的理由，记作“%(value)s”"),
    Said.DECIDED_AS_RECEIVED: N_("没有决定日期，算作收到那天：%(value)s"),
    Said.DECISION_ASSUMED: N_("没有写决定，算作“%(value)s”"),
    Said.IMPOSSIBLE_DATE: N_("年代：%(why)s"),
    Said.NAMESAKES: N_("有 %(count)s 位同名的捐赠人“%(value)s”，请在上面选择"),
    Said.KNOWN_DONOR: N_("已有的捐赠人：%(value)s"),
    Said.NEW_DONOR: N_("新的捐赠人：%(value)s"),
    Said.NEW_CAMPAIGN: N_("新的征集活动：%(value)s"),
    Said.UNKNOWN_BRANCH: N_("没有名为“%(value)s”的分馆"),
    Said.COPY_FOUND: N_("复本：与“%(value)s”同一种，只计册"),
    Said.COPY_ALONE: N_("表中注明复本，但没有找到同名的文献：计册，不计种"),
    Said.MAYBE_TWICE: N_("可能已登记过：%(value)s"),
    Said.UNKNOWN_ID: N_("系统中没有编号“%(value)s”，将新建"),
    Said.REGISTERED: N_("已登记入藏，不能由导入更改"),
    Said.FIXED: N_("“%(field)s”不能由导入更改，请在捐赠的页面上更改"),
    Said.BEFORE_DEPOSIT: N_("%(value)s 早于寄存那天 %(day)s"),
    Said.NO_DEPOSIT: N_("不是寄存的，“%(field)s”记入备注：%(value)s"),
    Said.ACCEPTED_COUNT: N_("部分接收的，请写明接收几册，要少于总册数"),
    Said.LABEL_MISSING: N_("没有登录号"),
    Said.LABEL_TWICE: N_("登录号“%(value)s”在表中出现了两次"),
    Said.BATCH_TAKEN: N_("总括登记号“%(value)s”已用于另一批"),
    Said.IN_REGISTER: N_("登录号“%(value)s”已在登记簿中，与此不同；登记簿只能用“更正”改"),
    Said.MONTH_CLOSED: N_("%(value)s 已结账，不能再登记"),
    Said.TITLE_HELD: N_("馆藏已有“%(value)s”，作为另一部登记"),
    Said.ENTRY_MISSING: N_("没有总括登记号，将接着本年的号码编"),
    Said.ENTRY_TWICE: N_("号码“%(value)s”在表中出现了两次"),
    Said.ENTRY_KNOWN: N_("总括登记号“%(value)s”已在登记簿中，与此不同；登记簿只能用“更正”改"),
    Said.ENTRY_TOO_SMALL: N_("总括登记号“%(value)s”已有 %(count)s 册个别登记，比这里写的册数多"),
    Said.ENTRY_UNNUMBERED: N_("没有注销号，将接着那一年的号码编"),
    Said.BATCH_DAY: N_("总括登记号“%(value)s”的登记日期是 %(day)s，与此不同"),
    Said.BATCH_FULL: N_("总括登记号“%(value)s”只有 %(count)s 册，这一行多出来了"),
    Said.BATCH_JOINED: N_("归入已转入的总括登记 %(value)s"),
    Said.VOLUMES_MISSING: N_("没有册数，起止号也算不出册数"),
    Said.TITLES_MISSING: N_("没有种数，记作 0 种"),
    Said.RANGE_BROKEN: N_("起止号不成一段：%(value)s"),
    Said.RANGE_COUNT: N_("起止号共 %(count)s 个，与册数 %(value)s 不同，请核对"),
    Said.RANGE_TAKEN: N_("起止号中的“%(value)s”已属于总括登记 %(other)s"),
    Said.LABEL_UNKNOWN: N_("登记簿中没有登录号“%(value)s”，请先导入个别登记簿"),
    Said.LABEL_OTHER_TITLE: N_("登录号“%(value)s”在登记簿中是《%(title)s》，与此不同"),
    Said.LABEL_GONE: N_("登录号“%(value)s”已于 %(day)s 注销（%(number)s）"),
    Said.GONE_EARLY: N_("注销日期早于登记日期 %(value)s，请核对"),
    Said.GONE_TAKEN: N_("注销号“%(value)s”已用于另一册"),
    Said.REASON_UNCLEAR: N_("注销原因“%(value)s”归入“%(reason)s”，原话记入备注"),
    Said.APPROVAL_MISSING: N_("没有写批准，记作“%(value)s”"),
    Said.LOST_CHARACTERS: N_("有丢失的字（�），请从原文件重新另存为“CSV UTF-8”"),
    Said.SIKU_NOT_NUMBER: N_("%(field)s“%(value)s”不是数字"),
    Said.SIKU_OUT_OF_RANGE: N_("%(field)s“%(value)s”不在 1–%(limit)s 之内"),
    Said.SIKU_NO_PLACE: N_("没有影印本的册与页，照样编入，位置留空"),
    Said.SIKU_PLACE_DIFFERS: N_("影印本出处“%(value)s”与册、序、页各列不合，以各列为准"),
    Said.SIKU_CLASS_UNKNOWN: N_("类“%(value)s”不在四库的 44 类之中"),
    Said.SIKU_DIVISION_OTHER: N_("部“%(value)s”与类不合，依类归入%(known)s"),
    Said.SIKU_TITLE_CLEANED: N_("题名中的链接标记已去掉，记作“%(value)s”，请核对"),
    Said.SIKU_STATEMENT_KEPT: N_("责任者未能逐人分开，照原样记：%(value)s"),
    Said.SIKU_STATEMENT_MISSING: N_("没有责任者"),
    Said.SIKU_AUTHOR_ELSEWHERE: N_("没有责任者，取自附录一列：%(value)s"),
    Said.SIKU_UNDIVIDED: N_("%(field)s：“%(value)s”不是数字（不分卷），照原样保留"),
    Said.SIKU_PART_HELD: N_("%(field)s：“%(value)s”是存卷，不是全书的数目，照原样保留"),
    Said.SIKU_BRACKETED: N_("%(field)s：“%(value)s”在括号里，多为与他书合册，照原样保留"),
    Said.SIKU_COUNT_KEPT: N_("%(field)s：“%(value)s”不是数字，照原样保留"),
    Said.SIKU_COUNT_BLANK: N_("%(field)s没有写"),
    Said.SIKU_TWICE: N_("与第 %(value)s 行的册、序、题名都相同"),
    Said.SIKU_NUMBER_TWICE: N_("目录编号“%(value)s”与第 %(other)s 行相同，不以编号区分"),
    Said.SIKU_NUMBER_MISSING: N_("没有目录编号"),
    Said.SIKU_ORDER: N_("与第 %(other)s 行《%(value)s》相比，册内的序号与页次先后不合，请核对"),
    Said.SIKU_MATCHED: N_("馆藏已有《%(value)s》，不另编，只补空缺的项目"),
    Said.SIKU_FILLED: N_("补入%(field)s：%(value)s"),
    Said.OTHER_BRANCH: N_("属于另一个馆，您的账号不能更改"),
    Said.MODE_DECISION: N_("以“%(mode)s”方式来的，不能决定为“%(value)s”"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something said about a row; ``column`` is counted from 0, None for the whole row."""

    severity: Severity
    said: Said
    column: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)


def error(said: Said, column: int | None = None, **values: object) -> Problem:
    """Return a problem for which the row cannot be taken in."""
    return Problem(Severity.ERROR, said, column, values)


def warning(said: Said, column: int | None = None, **values: object) -> Problem:
    """Return what somebody should look at."""
    return Problem(Severity.WARNING, said, column, values)


def note(said: Said, column: int | None = None, **values: object) -> Problem:
    """Return what is only good to know."""
    return Problem(Severity.NOTE, said, column, values)
