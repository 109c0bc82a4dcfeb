"""What the room of leads refuses, and why."""

from archive.kernel.errors import (
    N_,
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
)


class LeadNotFoundError(NotFoundError):
    """No lead has this identifier."""

    code = "lead-not-found"
    sentence = N_("找不到这条线索，网址可能有误。")


class LeadSubjectMissingError(InvalidInputError):
    """A lead to nothing."""

    code = "lead-subject-missing"
    sentence = N_("请写明可能有什么文献，例如“王家存有光绪年间族谱”。")


class StepDayMissingError(InvalidInputError):
    """What has no day is forgotten."""

    code = "step-day-missing"
    sentence = N_("写了下一步，请同时写明哪一天做。")


class SnoozedIntoPastError(InvalidInputError):
    """It cannot be put off to a day that has gone by."""

    code = "snoozed-into-past"
    sentence = N_("推迟的日期要在今天之后。")


class DropReasonMissingError(InvalidInputError):
    """Whoever meets the same lead again wants to know."""

    code = "drop-reason-missing"
    sentence = N_("请写明放弃这条线索的原因，以后遇到同一线索时有据可查。")


class LeadOfNobodyError(InvalidInputError):
    """A gift needs somebody who gives it."""

    code = "lead-of-nobody"
    sentence = N_("请先填写捐赠人，再转为捐赠意向。")


class LeadClosedError(ConflictError):
    """The lead led to a gift or was dropped."""

    code = "lead-closed"
    sentence = N_("这条线索已结束，不能再修改；需要时可以重新打开。")


class OtherBranchLeadError(ForbiddenError):
    """The visitor works for one branch, and the lead is followed by another."""

    code = "lead-of-other-branch"
    sentence = N_("这条线索由其他馆跟进，您的账号只能办理本馆的线索；如有需要，请联系管理员。")


class LeadBranchError(InvalidInputError):
    """Who works for one branch gives a lead to no other."""

    code = "lead-branch-not-own"
    sentence = N_("您的账号只能办理本馆的线索；要交给其他馆，请联系管理员。")
