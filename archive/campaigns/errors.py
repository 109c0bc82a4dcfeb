"""What the room of campaigns refuses, and why."""

from archive.kernel.errors import N_, InvalidInputError, NotFoundError


class CampaignNotFoundError(NotFoundError):
    """No campaign has this identifier."""

    code = "campaign-not-found"
    sentence = N_("找不到这项征集活动，网址可能有误。")


class CampaignNameMissingError(InvalidInputError):
    """A campaign needs a name to be chosen by."""

    code = "campaign-name-missing"
    sentence = N_("请填写活动名称，例如“2018年古旧书籍展”。")


class CampaignNameTakenError(InvalidInputError):
    """Two campaigns of one name could not be told apart."""

    code = "campaign-name-taken"
    sentence = N_("已有名为“%(name)s”的征集活动，请换一个名称，例如加上年份。")


class CampaignEndsBeforeStartError(InvalidInputError):
    """It cannot end before it begins."""

    code = "campaign-ends-before-start"
    sentence = N_("结束日期不能早于开始日期。")
