"""What the pages room refuses."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class PageNotFoundError(NotFoundError):
    """There is no such page."""

    code = "page-not-found"
    sentence = N_("找不到这一页，它可能已被删除。")


class PageOrderError(ConflictError):
    """The order given does not name every page of the batch once."""

    code = "page-order"
    sentence = N_("页序已有变化，请刷新后再排。")


class LabelTooLongError(InvalidInputError):
    """A page label is longer than a label is."""

    code = "label-too-long"
    sentence = N_("页标最多 %(limit)s 个字。")


class LabelWithoutNumberError(InvalidInputError):
    """A series of labels cannot go on from a label that has no number."""

    code = "label-without-number"
    sentence = N_("“%(label)s”里没有数字，无法由此顺编；请写成如“卷一·叶一·a”或“第 1 页”。")
