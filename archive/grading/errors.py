"""What is refused of grades and damage, and why."""

from archive.kernel.errors import N_, InvalidInputError, NotFoundError


class RuleTableNotFoundError(NotFoundError):
    """There is no such table of rules."""

    code = "rule-table-not-found"
    sentence = N_("没有这张规则表，请从列表中打开。")


class RuleLineError(InvalidInputError):
    """A line of a table of rules cannot be understood."""

    code = "rule-line"
    sentence = N_("第 %(row)s 行的写法不对，请对照下面的格式。")


class GradeUnknownError(InvalidInputError):
    """The grade is none that can be given."""

    code = "grade-unknown"
    sentence = N_("请从列出的等级中选择。")


class GradeReasonMissingError(InvalidInputError):
    """A decision needs its reason."""

    code = "grade-reason-missing"
    sentence = N_("请写明理由，例如依据的牌记、避讳、实测数据。")


class EvidenceRequiredError(InvalidInputError):
    """A decision needs a picture that shows why."""

    code = "grade-evidence-required"
    sentence = N_("定级、定损要有书影为证，请先上传书影。")


class MeasureWrongError(InvalidInputError):
    """A measured value cannot be read."""

    code = "measure-wrong"
    sentence = N_("请填写 0 至 %(most)s 的数。")


class NothingMeasuredError(InvalidInputError):
    """A measurement without any value."""

    code = "nothing-measured"
    sentence = N_("请至少填写一项实测值。")


class MeasuredLaterError(InvalidInputError):
    """The day of a measurement is still to come, or no day."""

    code = "measured-day-wrong"
    sentence = N_("请填写检测日期，不能晚于今天。")
