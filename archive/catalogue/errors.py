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


class JuanCountDiffersError(InvalidInputError):
    """The number of 卷 is not the one that is printed."""

    code = "juan-count-differs"
    sentence = N_("卷数填的是 %(count)s，而“%(text)s”写的是 %(printed)s 卷，请核对。")


class NotAClassError(InvalidInputError):
    """A class number of the library's classification is written otherwise."""

    code = "not-a-class"
    sentence = N_("类号请照《中图法》写，例如 K296.44；书次号写在另一格。")


class NotAFiveDivisionError(InvalidInputError):
    """The scheme of five has no such 部."""

    code = "not-a-five-division"
    sentence = N_("请从五部中选择。")


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


class DetailUnknownError(InvalidInputError):
    """No kind of document has such a field."""

    code = "detail-unknown"
    sentence = N_("没有“%(name)s”这个项目，请对照文献类型的项目表。")


class DetailTooLongError(InvalidInputError):
    """More was written than a field holds."""

    code = "detail-too-long"
    sentence = N_("“%(label)s”最多 %(most)s 个字。")


class DetailTooManyError(InvalidInputError):
    """More values or rows were written than a field holds."""

    code = "detail-too-many"
    sentence = N_("“%(label)s”最多 %(most)s 项，多的请另立一种。")


class DetailNotTextError(InvalidInputError):
    """A program sent something that is neither a text nor what the field asks for."""

    code = "detail-not-text"
    sentence = N_("“%(label)s”的写法不对，请对照文献类型的项目表。")


class DetailMarkupError(InvalidInputError):
    """A text holds the code of a web page."""

    code = "detail-markup"
    sentence = N_("“%(label)s”里有网页代码（尖括号里的英文），请删去后再保存。")


class DetailNotANumberError(InvalidInputError):
    """A number cannot be read, or lies outside its bounds."""

    code = "detail-not-a-number"
    sentence = N_("“%(label)s”请填写整数，%(lowest)s 至 %(highest)s。")


class DetailNotADateError(InvalidInputError):
    """A date cannot be read."""

    code = "detail-not-a-date"
    sentence = N_("看不懂“%(label)s”的“%(value)s”，请写成 清同治十年、约1935年 或 1950-1960年。")


class DetailOutOfTimeError(InvalidInputError):
    """A date lies outside the years that a field allows."""

    code = "detail-out-of-time"
    sentence = N_("“%(label)s”的“%(value)s”不在 %(lowest)s—%(highest)s 年之间，请核对。")


class DetailNotAChoiceError(InvalidInputError):
    """A value is none of those that a field is chosen from."""

    code = "detail-not-a-choice"
    sentence = N_("“%(label)s”请从列出的各项中选择。")


class OwnFieldNotFoundError(NotFoundError):
    """No field that the library added has this identifier."""

    code = "own-field-not-found"
    sentence = N_("找不到这个自定项目。")


class OwnFieldLabelError(InvalidInputError):
    """A field needs a name that no other field of its kind has."""

    code = "own-field-label"
    sentence = N_("请写项目名称，并且不要与这一类已有的项目重名。")


class OwnFieldTypeError(InvalidInputError):
    """A library's own field cannot be of this sort."""

    code = "own-field-type"
    sentence = N_("请从列出的填写方式中选择。")


class OwnFieldOptionsError(InvalidInputError):
    """A choice has something to choose from, of a length that fits a list."""

    code = "own-field-options"
    sentence = N_("选择项每行写一个，至少一个，每个最多 %(most)s 个字。")


class MaterialUnknownError(NotFoundError):
    """There is no such kind of document."""

    code = "material-unknown"
    sentence = N_("没有这种文献类型。")


class TitleHasVolumesError(ConflictError):
    """What is held is not removed from the catalogue."""

    code = "title-has-volumes"
    sentence = N_("《%(title)s》已有册或子目，不能从目录中删去。")


class VolumeNumbersTakenError(ConflictError):
    """The copy has volumes of these numbers."""

    code = "volume-numbers-taken"
    sentence = N_("这一部已有第 %(numbers)s 册，没有再建。")


class VersionNotFoundError(NotFoundError):
    """No entry of the journal made such a version of the title."""

    code = "version-not-found"
    sentence = N_("找不到这一版，请从经过里选择。")


class RestoreReasonMissingError(InvalidInputError):
    """Going back to an earlier version needs a reason."""

    code = "restore-reason-missing"
    sentence = N_("恢复旧版时，请写明理由。")
