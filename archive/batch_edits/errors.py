"""What the room of batch edits refuses, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class BatchEditNotFoundError(NotFoundError):
    """No batch edit has this identifier."""

    code = "batch-edit-not-found"
    sentence = N_("找不到这次批量修改，请从列表中打开。")


class KindNotEditableError(NotFoundError):
    """Records of this kind are not edited in batches."""

    code = "kind-not-editable"
    sentence = N_("这类记录不能批量修改。")


class NothingSelectedError(InvalidInputError):
    """No record was chosen."""

    code = "nothing-selected"
    sentence = N_("没有选中任何记录：请先检索，再勾选要修改的记录。")


class NothingToChangeError(InvalidInputError):
    """No field was given a value, or every record reads so already."""

    code = "nothing-to-change"
    sentence = N_("没有可修改之处：请至少填写一个新值；所选记录可能已是这个值。")


class TooManySelectedError(InvalidInputError):
    """More records than one batch may hold."""

    code = "too-many-selected"
    sentence = N_("一次最多修改 %(most)s 条记录，选中的有 %(count)s 条以上，请缩小范围。")


class ValueNotOfferedError(InvalidInputError):
    """A value that is not among those offered, or too long, or missing where one is needed."""

    code = "value-not-offered"
    sentence = N_("“%(label)s”的新值不能用，请重新填写。")


class ValueHoldsMarkupError(InvalidInputError):
    """A value that was copied from a web page together with its code."""

    code = "value-holds-markup"
    sentence = N_("“%(label)s”的新值里有网页代码（尖括号里的英文），请删去。")


class BatchEditBusyError(ConflictError):
    """It is still being done or undone."""

    code = "batch-edit-busy"
    sentence = N_("这次批量修改还在进行，请等它完成。")


class BatchEditUndoneError(ConflictError):
    """It was undone already."""

    code = "batch-edit-undone"
    sentence = N_("这次批量修改已经撤销过了。")


class ReasonMissingError(InvalidInputError):
    """A field is changed that is not changed without a reason."""

    code = "batch-reason-missing"
    sentence = N_("改变“%(label)s”，请写明理由。")


class BranchNotOwnError(InvalidInputError):
    """Who works for one branch gives its gifts to no other."""

    code = "branch-not-own"
    sentence = N_("您的账号只能把捐赠归到本馆；要转给其他馆，请联系管理员。")
