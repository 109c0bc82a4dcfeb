"""What cannot be done with volumes and places, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class NothingToUndoError(ConflictError):
    """The volume has been moved again since."""

    code = "movement-not-last"
    sentence = N_("这一册之后又移动过，不能撤销；请直接扫到正确的架位。")


class MovementNotFoundError(NotFoundError):
    """No movement has this number."""

    code = "movement-not-found"
    sentence = N_("找不到这次移动，请刷新后再试。")


class UnknownPlaceError(InvalidInputError):
    """Nothing has this barcode or address."""

    code = "unknown-place"
    sentence = N_("没有条码或地址为“%(text)s”的架位。")


class UnknownVolumeError(InvalidInputError):
    """No volume has this number."""

    code = "unknown-volume"
    sentence = N_("没有登录号或条码为“%(text)s”的册。")


class VolumeWithdrawnError(ConflictError):
    """The volume was taken out of the registers and is no longer stock."""

    code = "volume-withdrawn"
    sentence = N_("%(number)s 已注销，不能再上架、装箱或移库，请放在一边。")


class VolumeUnderWayError(ConflictError):
    """The volume is in a crate or on a transfer, which must be finished first."""

    code = "volume-under-way"
    sentence = N_("%(number)s 在“%(carrier)s”里，请在那里取出或签收。")
