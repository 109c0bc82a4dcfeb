"""What the room of mailings refuses, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class MailingNotFoundError(NotFoundError):
    """The campaign has no such mailing."""

    code = "mailing-not-found"
    sentence = N_("找不到这次群发，请从征集活动的页面打开。")


class NobodyChosenError(InvalidInputError):
    """A mailing is to somebody."""

    code = "nobody-chosen"
    sentence = N_("请选择捐赠人，或者粘贴收信人名单。")


class TooManyChosenError(InvalidInputError):
    """More letters than are made at once."""

    code = "too-many-chosen"
    sentence = N_("一次最多群发 %(most)s 封，现在选了 %(count)s 位，请分几次。")


class AddresseeGoneError(ConflictError):
    """The donor has turned out to be another since he was chosen."""

    code = "addressee-gone"
    sentence = N_("“%(name)s”已并入另一位捐赠人，请改写给合并后的捐赠人。")


class AddresseeUnnamedError(ConflictError):
    """A line of the list names nobody, or at such length that no letter could."""

    code = "addressee-unnamed"
    sentence = N_("收信人的姓名或单位超过 %(most)s 个字，请缩短后另发。")


class MailingBusyError(ConflictError):
    """Its letters are being written."""

    code = "mailing-busy"
    sentence = N_("函件还在生成，请稍候。")
