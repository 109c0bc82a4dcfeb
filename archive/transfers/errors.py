"""What cannot be done with a transfer, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class TransferNotFoundError(NotFoundError):
    """No transfer has this identifier."""

    code = "transfer-not-found"
    sentence = N_("找不到这张移库单，请从“移库移交”重新进入。")


class SameRoomError(InvalidInputError):
    """A transfer leads to another room."""

    code = "transfer-same-room"
    sentence = N_("移出的室和移入的室相同；同一室内换架请用“上架”。")


class NotInRoomError(ConflictError):
    """The volume stands elsewhere, so it cannot leave from here."""

    code = "transfer-not-in-room"
    sentence = N_("%(number)s 现在在“%(place)s”，不在移出的室。")


class VolumeAlreadyUnderWayError(ConflictError):
    """The volume is in a crate or on another transfer."""

    code = "transfer-volume-under-way"
    sentence = N_("%(number)s 已在“%(carrier)s”里，不能再列入。")


class NotOnSlipError(ConflictError):
    """The volume is not on this slip."""

    code = "transfer-not-on-slip"
    sentence = N_("%(number)s 不在这张单上，请放在一边，查清后再上架。")


class EmptyTransferError(ConflictError):
    """There is nothing to send."""

    code = "transfer-empty"
    sentence = N_("单上还没有文献，不能移出。")


class TransferStateError(ConflictError):
    """The transfer is in a state in which this cannot be done."""

    code = "transfer-state"
    sentence = N_("这张单现在是“%(state)s”，不能再这样做；请刷新后再看。")


class PlaceNotInTargetError(InvalidInputError):
    """Volumes are received into the room they were sent to."""

    code = "transfer-place-elsewhere"
    sentence = N_("%(place)s 不在移入的室里。")


class PlaceOnDraftError(InvalidInputError):
    """A draft takes volumes; what stands at a place is put on it in a way of its own."""

    code = "transfer-place-on-draft"
    sentence = N_("%(place)s 是架位；拟单时请扫书，整架请用下面的“整架列入”。")
