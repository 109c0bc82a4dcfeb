"""What reports refuse."""

from archive.kernel.errors import N_, InvalidInputError, NotFoundError


class NoSuchYearError(NotFoundError):
    """An address that names no year."""

    code = "no-such-year"
    sentence = N_("没有这个年份的报告，请检查网址中的年份。")


class YearNotBegunError(NotFoundError):
    """The report of a year that is still to come."""

    code = "year-not-begun"
    sentence = N_("%(year)s年还没有开始，还没有可以报告的。")


class NoSuchStageError(NotFoundError):
    """An address that names no stage of a gift."""

    code = "no-such-stage"
    sentence = N_("没有这个办理阶段，请从“办理情况”进入。")


class DayUnreadableError(InvalidInputError):
    """A day that no calendar has."""

    code = "report-day-unreadable"
    sentence = N_("没有“%(day)s”这一天，请写作年-月-日，例如 2026-11-22。")


class DaysReversedError(InvalidInputError):
    """The last day is before the first."""

    code = "report-days-reversed"
    sentence = N_("结束日期不能早于开始日期（%(first)s）。")


class AsOfInFutureError(InvalidInputError):
    """What holds on a day that has not come is not known."""

    code = "report-as-of-in-future"
    sentence = N_("截至日期不能晚于今天。")
