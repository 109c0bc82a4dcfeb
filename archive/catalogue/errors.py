"""What the catalogue refuses, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class TitleNotFoundError(NotFoundError):
    """No title has this identifier."""

    code = "title-not-found"
    sentence = N_("找不到这种文献，它可能已被删除或网址有误。")


class VolumeNotFoundError(NotFoundError):
    """No volume has this identifier."""

    code = "volume-not-found"
    sentence = N_("找不到这一册，它可能已被删除或网址有误。")


class TitleChangedError(ConflictError):
    """Somebody else changed the title since the form was opened."""

    code = "title-changed"
    sentence = N_(
        "您填写期间，%(who)s 已修改了这种文献。您填写的内容都还在：请对照下面的差异，再保存一次。"
    )


class TitleMissingError(InvalidInputError):
    """A title needs its name."""

    code = "title-missing"
    sentence = N_("请填写题名。")


class NotASikuPlaceError(InvalidInputError):
    """部, 類 and 屬 do not belong together."""

    code = "not-a-siku-place"
    sentence = N_("“%(place)s”不在四库分类中，请从列出的类目中选择。")


class NotAReprintPlaceError(InvalidInputError):
    """There is no such printed page in the facsimile."""

    code = "not-a-reprint-place"
    sentence = N_("影印本位置请写成“册:页”，例如 254:949 或 254:949b（册 1–1500）。")


class WiderThanAgreedError(InvalidInputError):
    """The donor's agreement does not allow so much."""

    code = "wider-than-agreed"
    sentence = N_("协议最多允许开放到“%(level)s”%(until)s，要更宽，请先与捐赠人改签协议。")


class AccessReasonMissingError(InvalidInputError):
    """A changed access level needs a reason."""

    code = "access-reason-missing"
    sentence = N_("改变开放范围时，请写明理由。")


class WithdrawalReasonMissingError(InvalidInputError):
    """Taking something back from the public needs a reason."""

    code = "withdrawal-reason-missing"
    sentence = N_("停止公开时，请写明理由。")


class UnknownRightsError(InvalidInputError):
    """The rights statement is none of those a manifest may carry."""

    code = "unknown-rights"
    sentence = N_("请从列出的版权声明中选择。")


class VolumeDeregisteredError(ConflictError):
    """What was taken out of the registers is not shown again."""

    code = "volume-deregistered"
    sentence = N_("这一册已于 %(day)s 注销，不能公开。")
