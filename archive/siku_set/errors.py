"""What the room of the set refuses, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class WorkHasLeavesError(ConflictError):
    """A work whose leaves are known is not taken out."""

    code = "work-has-leaves"
    sentence = N_("《%(title)s》已导入叶表，请先撤销叶表。")


class LeafFilesMissingError(InvalidInputError):
    """Nothing in it is a leaf list."""

    code = "leaf-files-missing"
    sentence = N_("“%(name)s”里没有叶表：请选 .txt 文件，或把各卷的 .txt 打成一个 .zip。")


class LeafFilesTooLargeError(InvalidInputError):
    """More than the longest work has leaves."""

    code = "leaf-files-too-large"
    status = 413
    sentence = N_("叶表太大（上限 %(limit)s MB），请确认只放了一部书的 .txt。")


class LeafEncodingError(InvalidInputError):
    """The text is not UTF-8."""

    code = "leaf-encoding"
    sentence = N_("“%(name)s”不是 UTF-8 文字，请用记事本另存为 UTF-8 再导入。")


class LeafLinesWrongError(InvalidInputError):
    """Lines of a leaf list cannot be understood."""

    code = "leaf-lines-wrong"
    sentence = N_("叶表有 %(count)s 行不对，什么都没有写入：%(lines)s。")


class LeavesElsewhereError(InvalidInputError):
    """The leaves are in volumes in which the work is not."""

    code = "leaves-elsewhere"
    sentence = N_(
        "叶表写的是影印本第 %(found)s 册，《%(title)s》在第 %(first)s–%(last)s 册，"
        "请核对是不是这部书。"
    )


class LeafListNotFoundError(NotFoundError):
    """No leaf list has this identifier."""

    code = "leaf-list-not-found"
    sentence = N_("找不到这份叶表，请从书目的页面打开。")


class LeafListNotCurrentError(ConflictError):
    """Only what counts now is taken back."""

    code = "leaf-list-not-current"
    sentence = N_("这份叶表已被撤销，或已有更新的叶表。")


class WorkUnclearError(InvalidInputError):
    """The number of the folder means no work, or several."""

    code = "work-unclear"
    sentence = N_("编号“%(number)s”对应 %(count)s 种书，请用 --title 指明书目编号。")


class VolumeRangeError(InvalidInputError):
    """There are no such printed volumes."""

    code = "siku-volume-range"
    sentence = N_("影印本册次请写 1–1500 之间的起止号，例如 1 至 1500。")


class SetMissingError(ConflictError):
    """Volumes are those of the set."""

    code = "siku-set-missing"
    sentence = N_("馆藏还没有这些影印册，请先建立。")
