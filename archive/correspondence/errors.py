"""What the room of correspondence refuses, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class PaperKindUnknownError(NotFoundError):
    """There is no such kind of paper about a gift."""

    code = "paper-kind-unknown"
    sentence = N_("没有这种单据，请从捐赠页面上的列表中选择。")


class NothingToTellError(ConflictError):
    """The gift has no line that such a paper could list."""

    code = "nothing-to-tell"
    sentence = N_("这次捐赠没有可以列入“%(name)s”的文献，请先作出决定。")


class NobodyToNameError(ConflictError):
    """Nothing was given in that time."""

    code = "nobody-to-name"
    sentence = N_("这段时间（这项活动）还没有已接收的捐赠，没有可以公示的内容。")


class AddresseeMissingError(InvalidInputError):
    """A letter is for somebody."""

    code = "addressee-missing"
    sentence = N_("请填写收信人的姓名或单位名称。")


class RollTimeError(InvalidInputError):
    """A time ends after it begins."""

    code = "roll-time"
    sentence = N_("结束日期不能早于开始日期。")
