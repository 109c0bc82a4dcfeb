"""What cannot be done to branches, rooms and places, and why."""

from archive.kernel.errors import (
    N_,
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
)


class PlaceNotFoundError(NotFoundError):
    """No place has this identifier."""

    code = "place-not-found"
    sentence = N_("找不到这个架位，它可能已改动，请从“馆藏位置”重新进入。")


class BranchNotFoundError(NotFoundError):
    """No branch has this identifier."""

    code = "branch-not-found"
    sentence = N_("找不到这个馆，请从“馆藏位置”重新进入。")


class NameMissingError(InvalidInputError):
    """A branch or room needs a name."""

    code = "location-name-missing"
    sentence = N_("请填写名称。")


class CodeUnusableError(InvalidInputError):
    """A code stands in typed addresses between hyphens, so it holds none."""

    code = "location-code-unusable"
    sentence = N_("代码用 1 到 20 个字母或数字，不含空格和“-”。")


class CodeTakenError(InvalidInputError):
    """Another thing beside it has this code."""

    code = "location-code-taken"
    sentence = N_("代码“%(code)s”已被使用，请换一个。")


class PlaceRangeError(InvalidInputError):
    """The numbers do not run upwards from 1, or are too high."""

    code = "place-range"
    sentence = N_("编号要在 1 到 %(most)s 之间，并且从小到大。")


class TooManyPlacesError(InvalidInputError):
    """Nobody has that many shelves; it is a slip of the pen."""

    code = "too-many-places"
    sentence = N_("这样会一次建立 %(count)s 个架位，最多 %(most)s 个，请分几次建立。")


class NoPlaceInsideError(InvalidInputError):
    """A case holds volumes and no further places."""

    code = "no-place-inside"
    sentence = N_("“函”里不能再分架位。")


class PlaceOccupiedError(ConflictError):
    """Volumes stand there; they must be moved first."""

    code = "place-occupied"
    sentence = N_("%(path)s 还有 %(count)s 册，请先移走，再停用。")


class PlaceClosedError(ConflictError):
    """It is no longer in use."""

    code = "place-closed"
    sentence = N_("%(path)s 已停用，请先恢复使用。")


class OtherBranchPlaceError(ForbiddenError):
    """The visitor works for one branch, and the place is in another."""

    code = "place-of-other-branch"
    sentence = N_("这里属于其他馆，您的账号只能管理本馆的架位和文献；如有需要，请联系管理员。")
