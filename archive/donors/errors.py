"""What the room of donors refuses, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class DonorNotFoundError(NotFoundError):
    """No donor has this identifier."""

    code = "donor-not-found"
    sentence = N_("找不到这位捐赠人，可能已被删除或网址有误。")


class DonorNameMissingError(InvalidInputError):
    """A donor needs a name, even one who is not to be named in public."""

    code = "donor-name-missing"
    sentence = N_("请填写捐赠人姓名或单位名称；不愿公开姓名的，请勾选“匿名”。")


class DonorMergedError(ConflictError):
    """The record of this donor is a part of another one now."""

    code = "donor-merged"
    sentence = N_("这份捐赠人登记已合并到另一份，请在合并后的登记上修改。")
