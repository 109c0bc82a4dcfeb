"""What the room of donations refuses, and why."""

from archive.kernel.errors import (
    N_,
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
)


class DonationNotFoundError(NotFoundError):
    """No donation has this identifier."""

    code = "donation-not-found"
    sentence = N_("找不到这笔捐赠，它可能已被删除或网址有误。")


class NoLinesError(InvalidInputError):
    """A gift of nothing."""

    code = "no-lines"
    sentence = N_("请至少登记一件文献。")


class NothingReceivedError(ConflictError):
    """A receipt for a gift of which nothing has come."""

    code = "nothing-received"
    sentence = N_("这笔捐赠还没有文献清单，不能出具收据。请先登记送来的文献。")


class ReceivedInFutureError(InvalidInputError):
    """The gift cannot have come tomorrow."""

    code = "received-in-future"
    sentence = N_("收到日期不能晚于今天。")


class ReceivedTooEarlyError(InvalidInputError):
    """A year typed wrong: 0202 for 2020."""

    code = "received-too-early"
    sentence = N_("收到日期的年份不对，请核对。")


class ImpossibleDateError(InvalidInputError):
    """A date that no document can bear: 咸豐十二年, 2月30日; ``why`` says what is wrong with it."""

    code = "impossible-date"
    sentence = N_("%(why)s请改正年代后再保存。")


class DeclineReasonMissingError(InvalidInputError):
    """A donor is owed a reason."""

    code = "decline-reason-missing"
    sentence = N_("不接收“%(title)s”，请写明理由，以便答复捐赠人。")


class LineRegisteredError(ConflictError):
    """What stands in the registers is no longer undecided."""

    code = "line-registered"
    sentence = N_("“%(title)s”已登记入藏，不能再改变接收决定。")


class DonationClosedError(ConflictError):
    """The donation stands in the registers, so its other decisions are closed too."""

    code = "donation-closed"
    sentence = N_("这笔捐赠已登记入藏，接收决定不能再改变；补收的文献请另登记一笔捐赠。")


class ListedInRegistersError(LineRegisteredError):
    """What stands in the registers is put right there, not on the list that came with it."""

    code = "listed-in-registers"
    sentence = N_("“%(title)s”已登记入藏，清单不能再改；请改馆藏题名，或在登记簿里更正。")


class ListClosedError(DonationClosedError):
    """The donation stands in the registers, so nothing of its list is changed any more."""

    code = "list-closed"
    sentence = N_("这笔捐赠已登记入藏，清单不能再改；补收的文献请另登记一笔捐赠。")


class DonationNotDecidedError(ConflictError):
    """Something is still to be decided, so nothing can be registered yet."""

    code = "donation-not-decided"
    sentence = N_("还有 %(count)s 件没有决定是否接收，请先逐件决定，再登记入藏。")


class NothingAcceptedError(ConflictError):
    """Every line was declined."""

    code = "nothing-accepted"
    sentence = N_("这笔捐赠没有接收任何文献，不需要登记入藏。")


class NamesakesError(InvalidInputError):
    """Somebody of this name has given before; only a person can tell whether it is he."""

    code = "namesakes"
    sentence = N_("已有名为“%(name)s”的捐赠人：请在下面选择是同一位，还是新的一位。")


class DonorUnknownError(InvalidInputError):
    """A form that names a donor whom nobody knows, or no longer."""

    code = "donor-unknown"
    sentence = N_("选中的捐赠人已不在名录里，请重新选择，或登记为新的捐赠人。")


class MovedInFutureError(InvalidInputError):
    """Nothing is done tomorrow."""

    code = "moved-in-future"
    sentence = N_("日期不能晚于今天。")


class MovedBeforeReceivedError(InvalidInputError):
    """It would have been done before the gift came; that is possible, but must be meant."""

    code = "moved-before-received"
    sentence = N_("日期早于收到日期（%(day)s）；如确实如此，请勾选“日期无误”。")


class MoveReasonMissingError(InvalidInputError):
    """Whoever reads the history later wants to know why."""

    code = "move-reason-missing"
    sentence = N_("请写明原因，以后查得到。")


class DecisionOfModeError(InvalidInputError):
    """What is only deposited cannot be accepted as property."""

    code = "decision-of-mode"
    sentence = N_(
        "“%(title)s”是寄存的文献，只能决定寄存、复制后退还或婉拒；要接收，请先改征集方式。"
    )


class DecisionChangedError(InvalidInputError):
    """Somebody else decided since the page was opened; his decision is not replaced unseen."""

    code = "decision-changed"
    status = 409
    sentence = N_(
        "您打开页面以后，%(who)s 对“%(title)s”的决定是：%(verdict)s。"
        "您的决定没有记下；请核对，要改再记一次。"
    )


class AcceptedCountError(InvalidInputError):
    """A part is more than nothing and less than all."""

    code = "accepted-count"
    sentence = N_("部分接收“%(title)s”，接收的数量要在 1 到 %(most)s 之间。")


class NothingToPartError(InvalidInputError):
    """One thing cannot be accepted in part."""

    code = "nothing-to-part"
    sentence = N_("“%(title)s”只有一册（件），不能部分接收。")


class NothingSelectedError(InvalidInputError):
    """A decision on nothing."""

    code = "nothing-selected"
    sentence = N_("请先在清单里勾选要一起决定的文献。")


class NotDecidableError(ConflictError):
    """The gift is not, or no longer, at a stage where lines are decided."""

    code = "not-decidable"
    sentence = N_("这笔捐赠现在是“%(stage)s”，不能改变接收决定。")


class OtherBranchError(ForbiddenError):
    """The visitor works for one branch, and the gift was made to another."""

    code = "other-branch"
    sentence = N_("这笔捐赠属于其他馆，您的账号只能办理本馆的捐赠；如有需要，请联系管理员。")


class ReceivedAfterDecisionError(InvalidInputError):
    """What had not come could not be decided on."""

    code = "received-after-decision"
    sentence = N_("收到日期不能晚于已作接收决定的日期（%(day)s），请先更正决定。")


class GiftGoneError(ConflictError):
    """The gift was withdrawn or given back."""

    code = "gift-gone"
    sentence = N_("这笔捐赠已撤回或退还，不能再增加文献；请另登记一笔，或先恢复办理。")


class LastLineError(ConflictError):
    """A gift of nothing is none."""

    code = "last-line"
    sentence = N_("清单至少要有一件，不能删除最后一件；整笔捐赠不要了，请用“撤回”。")


class LineCountedError(ConflictError):
    """The ledger, which is never changed, speaks of the line."""

    code = "line-counted"
    sentence = N_("“%(title)s”曾计入征集台账，不能删除；请改为“不接收”并写明理由。")


class CopyOfItselfError(ConflictError):
    """Of two things only one can be the copy of the other."""

    code = "copy-of-itself"
    sentence = N_("那一件已登记为“%(title)s”的复本，不能再反过来登记。")


class NotDepositedError(ConflictError):
    """Only what is deposited, and still here, is given back to its owner."""

    code = "not-deposited"
    sentence = N_("“%(title)s”不是在库的寄存文献，不能记期限或退还。")


class LineReturnedError(ConflictError):
    """The owner has it again."""

    code = "line-returned"
    sentence = N_("“%(title)s”已于 %(day)s 退还；如果记错了，请先改回在库。")


class DepositNotReturnedError(ConflictError):
    """It is here."""

    code = "deposit-not-returned"
    sentence = N_("“%(title)s”没有退还过。")


class ReturnedBeforeDepositError(InvalidInputError):
    """What had not come could not go."""

    code = "returned-before-deposit"
    sentence = N_("日期不能早于寄存的日期（%(day)s）。")


class TermChangedError(InvalidInputError):
    """Somebody else wrote another day since the page was opened; it is not replaced unseen."""

    code = "term-changed"
    status = 409
    sentence = N_(
        "您打开页面以后，期限已由他人改为：%(day)s。您填的没有记下；请核对，要改再记一次。"
    )
