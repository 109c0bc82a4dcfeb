"""What the registers refuse, and why."""

from archive.kernel.errors import (
    N_,
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
)


class BatchNotFoundError(NotFoundError):
    """No batch of accession has this identifier."""

    code = "accession-batch-not-found"
    sentence = N_("总括登记簿中没有这一笔，请核对编号。")


class DonationRegisteredError(ConflictError):
    """The donation already stands in the registers."""

    code = "donation-registered"
    sentence = N_("这笔捐赠已登记入藏（总括登记 %(number)s），不能再登记一次。")


class VolumesMissingError(InvalidInputError):
    """A holding consists of at least one volume."""

    code = "volumes-missing"
    sentence = N_("册数要在 1 到 %(most)s 之间。")


class LabelsDoNotMatchError(InvalidInputError):
    """Labels and volumes are not of one number."""

    code = "labels-do-not-match"
    sentence = N_("册名有 %(labels)s 行，册数是 %(volumes)s：请每册一行，或全部留空。")


class NumberTakenError(ConflictError):
    """A number that was given out before is to be given to something else."""

    code = "accession-number-taken"
    sentence = N_("号码“%(number)s”已在登记簿中，不能再用。")


class MaskInvalidError(InvalidInputError):
    """The mask cannot print numbers."""

    code = "mask-invalid"
    sentence = N_(
        "号码格式“%(mask)s”不能用：须有且只有一个 {seq}，另可用 {room} {year} {month}，例如"
        " D{year}-{seq:05}。"
    )


class MasksCollideError(ConflictError):
    """Two series could print one number twice."""

    code = "masks-collide"
    sentence = N_("这个号码格式会与“%(other)s”的号码相同，请换一个前缀。")


class MonthClosedError(ConflictError):
    """The month was closed; what it says is not changed any more."""

    code = "month-closed"
    sentence = N_("%(month)s 的登记簿已结账，不能再写入；请用今天的日期登记，或另作更正。")


class MonthClosedBeforeError(ConflictError):
    """A month is closed once."""

    code = "month-closed-before"
    sentence = N_("%(month)s 已经结过账，不必再结。")


class MonthUnreadableError(InvalidInputError):
    """What was sent is no month."""

    code = "month-unreadable"
    sentence = N_("请选择要结账的月份，写作年-月，例如 2026-01。")


class RoomUnknownError(InvalidInputError):
    """No room has this identifier."""

    code = "room-unknown"
    sentence = N_("没有这个室，请从列表中选一个。")


class MonthNotOverError(ConflictError):
    """A month is closed when it is over."""

    code = "month-not-over"
    sentence = N_("%(month)s 还没有过完，月底以后才能结账。")


class NotConfirmedError(InvalidInputError):
    """What cannot be undone is confirmed by typing it."""

    code = "not-confirmed"
    sentence = N_("请照样输入“%(wanted)s”以确认。")


class RegisteredInFutureError(InvalidInputError):
    """An entry cannot be of tomorrow."""

    code = "registered-in-future"
    sentence = N_("登记日期不能晚于今天。")


class RegisteredBeforeReceivedError(InvalidInputError):
    """Nothing is entered before it came."""

    code = "registered-before-received"
    sentence = N_("登记日期不能早于收到日期（%(day)s）。")


class RegisteredBeforeDecidedError(InvalidInputError):
    """Nothing is entered before it was accepted."""

    code = "registered-before-decided"
    sentence = N_("登记日期不能早于“%(title)s”的接收决定（%(day)s）。")


class NumberUnknownError(InvalidInputError):
    """No volume has this accession number."""

    code = "number-unknown"
    sentence = N_("登记簿中没有登录号：%(numbers)s，请核对。")


class AlreadyDeregisteredError(ConflictError):
    """It was taken out of the registers before."""

    code = "already-deregistered"
    sentence = N_("登录号 %(number)s 已于 %(day)s 注销。")


class ReasonMissingError(InvalidInputError):
    """The registers keep why."""

    code = "register-reason-missing"
    sentence = N_("请写明理由或批准文号。")


class EntryInUseError(ConflictError):
    """An entry that was brought in is not taken back, for something came of it."""

    code = "register-entry-in-use"
    sentence = N_("登记“%(number)s”已有册登记在内、作过更正或不是导入的，不能撤销。")


class CorrectionEmptyError(InvalidInputError):
    """A correction says what was wrong and what is right."""

    code = "correction-empty"
    sentence = N_("更正须写明“原记”和“应为”，两者不能相同。")


class EntryNotFoundError(NotFoundError):
    """The registers have no such entry."""

    code = "register-entry-not-found"
    sentence = N_("登记簿中没有这一条，请核对。")


class OtherBranchEntryError(ForbiddenError):
    """The visitor works for one branch, and the entry or the room is another's."""

    code = "entry-of-other-branch"
    sentence = N_(
        "这一条登记或藏室属于其他馆，您的账号只能办理本馆的登记；如有需要，请联系管理员。"
    )
