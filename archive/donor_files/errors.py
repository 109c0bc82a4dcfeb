"""What is refused of records of donors that are to be one, or two again."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class SameDonorError(InvalidInputError):
    """A record cannot become a part of itself."""

    code = "same-donor"
    sentence = N_("这是同一份登记，不能与自己合并。")


class MergeReasonMissingError(InvalidInputError):
    """Whoever looks for the other record later wants to know why it is gone."""

    code = "merge-reason-missing"
    sentence = N_("请写明依据，例如“电话相同，本人确认”，以后查得到。")


class MergeNotFoundError(NotFoundError):
    """No merge has this identifier."""

    code = "merge-not-found"
    sentence = N_("找不到这次合并，可能网址有误。")


class AlreadySplitError(ConflictError):
    """The two are two again."""

    code = "already-split"
    sentence = N_("这两份登记已经拆开了。")


class NameNotTypedError(InvalidInputError):
    """What is erased is gone for good, so the name is typed first."""

    code = "name-not-typed"
    sentence = N_("输入的与捐赠人姓名“%(name)s”不一致，联系方式没有删除。")
