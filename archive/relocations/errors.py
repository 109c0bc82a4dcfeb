"""What cannot be done in a move, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class RelocationNotFoundError(NotFoundError):
    """No move has this identifier."""

    code = "relocation-not-found"
    sentence = N_("找不到这次搬迁，请从“搬迁”重新进入。")


class CrateNotFoundError(NotFoundError):
    """The move has no such crate."""

    code = "crate-not-found"
    sentence = N_("这次搬迁没有这只箱。")


class RelocationNameMissingError(InvalidInputError):
    """A move is called something."""

    code = "relocation-name-missing"
    sentence = N_("请填写搬迁的名称，例如“新馆搬迁”。")


class RelocationUnderWayError(InvalidInputError):
    """What stands there is already being moved by another move that is not over."""

    code = "relocation-under-way"
    sentence = N_("“%(name)s”正在搬这里的书（%(place)s）；请先结束它，或在那次搬迁里装箱。")


class RelocationNowhereError(InvalidInputError):
    """A move leads to another room."""

    code = "relocation-nowhere"
    sentence = N_("移出和移入是同一个室，请另选。")


class CrateCountError(InvalidInputError):
    """Too many crates, or none."""

    code = "crate-count"
    sentence = N_("一次新增 1 到 %(most)s 只箱。")


class RelocationClosedError(ConflictError):
    """The move is over."""

    code = "relocation-closed"
    sentence = N_("“%(name)s”已结束，不能再装箱或拆箱。")


class NoCrateError(ConflictError):
    """Nobody has said which crate is being filled or emptied."""

    code = "no-crate"
    sentence = N_("请先扫箱上的条码。")


class CrateStateError(ConflictError):
    """The crate is in a state in which this cannot be done."""

    code = "crate-state"
    sentence = N_("箱 %(number)s %(state)s，不能再这样做。")


class EmptyCrateError(ConflictError):
    """Nobody seals an empty crate."""

    code = "crate-empty"
    sentence = N_("箱 %(number)s 还是空的，不能封箱。")


class NotToBeMovedError(ConflictError):
    """The volume does not stand where the move begins."""

    code = "not-to-be-moved"
    sentence = N_("%(number)s 现在在“%(place)s”，不在这次搬迁的范围内。")


class ArrivedAlreadyError(ConflictError):
    """The volume has arrived with this move."""

    code = "arrived-already"
    sentence = N_("%(number)s 已经到达，不能再装箱。")


class ItemNotFoundError(NotFoundError):
    """The volume is not part of the move."""

    code = "crate-item-not-found"
    sentence = N_("这一册不在这次搬迁里。")


class PlaceNotInNewRoomError(InvalidInputError):
    """Volumes are unpacked in the room they were moved to."""

    code = "place-not-in-new-room"
    sentence = N_("%(place)s 不在搬入的室里。")


class CratesUnderWayError(ConflictError):
    """The move cannot end while crates have not arrived."""

    code = "crates-under-way"
    sentence = N_("还有 %(count)s 只箱没有到达，不能结束。")


class CratesNotUnpackedError(ConflictError):
    """The move cannot end while crates have arrived and nobody has emptied them."""

    code = "crates-not-unpacked"
    sentence = N_(
        "还有 %(count)s 只箱已到达但没有拆完，不能结束；请拆箱核对，或在箱的页上点“箱已拆空”。"
    )
