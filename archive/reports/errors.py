"""What reports refuse."""

from archive.kernel.errors import N_, NotFoundError


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
