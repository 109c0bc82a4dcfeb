"""Why a gift does not move: one sentence for each refusal of the machine."""

from collections.abc import Mapping

from archive.donations.states.events import Event, Refusal
from archive.donations.states.machine import Answer, Case
from archive.donations.words import EVENTS, STAGES
from archive.kernel.errors import N_, ConflictError
from archive.web.i18n import translate


class MoveRefusedError(ConflictError):
    """The gift stands where this may not happen."""

    code = "move-refused"
    sentence = N_("这笔捐赠现在不能走这一步，请刷新后再看。")


class TooEarlyError(MoveRefusedError):
    """A step before it comes first."""

    code = "move-too-early"
    sentence = N_("现在是“%(stage)s”，要到“%(needed)s”以后才能%(event)s。")


class TooLateError(MoveRefusedError):
    """The gift is past it."""

    code = "move-too-late"
    sentence = N_("现在已是“%(stage)s”，不能再%(event)s。")


class AlreadyDoneError(MoveRefusedError):
    """It was done before."""

    code = "move-already-done"
    sentence = N_("“%(event)s”已经记过，不必再记。")


class EmptyListError(MoveRefusedError):
    """Nothing is listed yet."""

    code = "move-empty-list"
    sentence = N_("清单还是空的，请先列出文献。")


class HasListError(MoveRefusedError):
    """Something is listed, so it is more than an intent."""

    code = "move-has-list"
    sentence = N_("已列出清单，不能退回到意向。")


class UndecidedError(MoveRefusedError):
    """Some lines wait for a decision."""

    code = "move-undecided"
    sentence = N_("还有 %(pending)s 件没有决定是否接收，请先逐件决定。")


class NothingUndecidedError(MoveRefusedError):
    """Every line is decided."""

    code = "move-nothing-undecided"
    sentence = N_("每一件都已决定；要重新考虑，请先撤销那一件的决定。")


class AllDeclinedError(MoveRefusedError):
    """No line is kept."""

    code = "move-all-declined"
    sentence = N_("全部文献都不接收，这笔捐赠应记为婉拒。")


class NotAllDeclinedError(MoveRefusedError):
    """Some line is kept."""

    code = "move-not-all-declined"
    sentence = N_("还有文献没有婉拒，整笔不能记为婉拒。")


class WasAppraisedError(MoveRefusedError):
    """It goes back to appraisal."""

    code = "move-was-appraised"
    sentence = N_("这笔捐赠鉴定过，撤销决定后回到鉴定。")


class NotAppraisedError(MoveRefusedError):
    """It never was with the experts."""

    code = "move-not-appraised"
    sentence = N_("这笔捐赠没有鉴定过，撤销决定后回到清单。")


class NothingToEnterError(MoveRefusedError):
    """What is kept is a deposit or a copy."""

    code = "move-nothing-to-enter"
    sentence = N_("没有接收为馆藏的文献，不需要登记入藏和编目。")


class NotEnteredError(MoveRefusedError):
    """What was accepted does not stand in the registers."""

    code = "move-not-entered"
    sentence = N_("接收的文献还没有登记入藏，请先登记。")


class InRegistersError(MoveRefusedError):
    """What stands in the registers is the library's property."""

    code = "move-in-registers"
    sentence = N_("已登记入藏的文献是本馆财产，不能撤回或退还；要剔除，请走注销登记。")


class GiftDeclinedError(MoveRefusedError):
    """The whole gift was declined."""

    code = "move-declined"
    sentence = N_("全部文献都已婉拒；要改变，请先撤销决定。")


class GiftWithdrawnError(MoveRefusedError):
    """The donor took it back."""

    code = "move-withdrawn"
    sentence = N_("捐赠人已撤回；如改变主意，请先恢复这笔捐赠。")


class GiftReturnedError(MoveRefusedError):
    """It was given back."""

    code = "move-returned"
    sentence = N_("文献已退还，这笔捐赠到此为止；再次送来时请另行登记。")


REFUSALS: Mapping[Refusal, type[MoveRefusedError]] = {
    Refusal.TOO_EARLY: TooEarlyError,
    Refusal.TOO_LATE: TooLateError,
    Refusal.ALREADY_DONE: AlreadyDoneError,
    Refusal.NO_LINES: EmptyListError,
    Refusal.HAS_LINES: HasListError,
    Refusal.UNDECIDED: UndecidedError,
    Refusal.NOTHING_UNDECIDED: NothingUndecidedError,
    Refusal.ALL_DECLINED: AllDeclinedError,
    Refusal.NOT_ALL_DECLINED: NotAllDeclinedError,
    Refusal.WAS_APPRAISED: WasAppraisedError,
    Refusal.NOT_APPRAISED: NotAppraisedError,
    Refusal.NOTHING_ACCEPTED: NothingToEnterError,
    Refusal.NOT_REGISTERED: NotEnteredError,
    Refusal.REGISTERED: InRegistersError,
    Refusal.DECLINED: GiftDeclinedError,
    Refusal.WITHDRAWN: GiftWithdrawnError,
    Refusal.RETURNED: GiftReturnedError,
}


def refusal_error(case: Case, event: Event, answer: Answer) -> MoveRefusedError:
    """Return the refusal of ``event`` as an error in the reader's language."""
    kind = REFUSALS[answer.refusal] if answer.refusal else MoveRefusedError
    return kind(
        detail=f"{event} at {case.stage}",
        event=translate(EVENTS[event]),
        stage=translate(STAGES[case.stage][0]) if case.stage else "",
        needed=translate(STAGES[answer.needed][0]) if answer.needed else "",
        pending=case.pending,
    )
