"""What the census refuses, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class CensusRecordNotFoundError(NotFoundError):
    """No record of the census has this identifier."""

    code = "census-record-not-found"
    sentence = N_("找不到这条普查登记，请从列表中打开。")


class CopyNotFoundError(NotFoundError):
    """No copy has this identifier."""

    code = "copy-not-found"
    sentence = N_("找不到这一部，它可能已被删除或网址有误。")


class CensusChangedError(ConflictError):
    """Somebody else changed the record since the form was opened."""

    code = "census-record-changed"
    sentence = N_("您填写期间，%(who)s 已修改了这条登记。您填写的内容都还在：请核对后再保存一次。")


class CensusNumberFormError(InvalidInputError):
    """A census number has six, four and seven figures."""

    code = "census-number-form"
    sentence = N_("普查编号请写成“六位-四位-七位”，例如 430281-0101-0000001。")


class CensusNumberTakenError(InvalidInputError):
    """Another record has this number."""

    code = "census-number-taken"
    sentence = N_("普查编号 %(number)s 已用于《%(title)s》，请核对。")


class CensusUnitMissingError(ConflictError):
    """Numbers are given out only under the library's own codes."""

    code = "census-unit-missing"
    sentence = N_("还没有设定本馆的普查编号，请先在“普查设定”中填写地区代码与单位代码。")


class CensusNumberGivenError(ConflictError):
    """The record has a number already."""

    code = "census-number-given"
    sentence = N_("这条登记已有普查编号 %(number)s。")


class FieldTooLongError(InvalidInputError):
    """More was written than a field holds."""

    code = "census-field-too-long"
    sentence = N_("最多 %(most)s 个字。")


class FieldNotANumberError(InvalidInputError):
    """A number cannot be read, or is too large."""

    code = "census-field-not-a-number"
    sentence = N_("请填写 1 至 %(most)s 的整数。")


class FieldNotALengthError(InvalidInputError):
    """A length cannot be read, or is too large."""

    code = "census-field-not-a-length"
    sentence = N_("请填写厘米数，例如 19.5，不超过 %(most)s。")


class FieldNotACountError(InvalidInputError):
    """A count cannot be read."""

    code = "census-field-not-a-count"
    sentence = N_("请填写 1 至 %(most)s 的数，或起止（如 9-10），或“不等”。")


class FieldNotAChoiceError(InvalidInputError):
    """A word is none of its set."""

    code = "census-field-not-a-choice"
    sentence = N_("“%(value)s”不在词表中，请从列出的各项中选择，或先补充词表。")


class JuanUnreadableError(InvalidInputError):
    """What is said of the surviving 卷 cannot be used; ``said`` tells why."""

    code = "census-juan-unreadable"
    sentence = N_("%(said)s请改正后再保存。")


class RowTooWideError(InvalidInputError):
    """A row has more parts than its field has columns."""

    code = "census-row-too-wide"
    sentence = N_("第 %(row)s 行有 %(count)s 项，最多 %(most)s 项（%(columns)s）。")


class FieldLinesError(InvalidInputError):
    """More rows than a field holds."""

    code = "census-too-many-rows"
    sentence = N_("最多 %(most)s 行。")


class FieldMarkupError(InvalidInputError):
    """A text holds the code of a web page."""

    code = "census-field-markup"
    sentence = N_("这里有网页代码（尖括号里的英文），请删去后再保存。")


class CodesWrongError(InvalidInputError):
    """The codes of area and unit have six and four figures."""

    code = "census-codes-wrong"
    sentence = N_("地区代码是六位数字，单位代码是四位数字。")


class WordSetNotFoundError(NotFoundError):
    """There is no such set of words."""

    code = "word-set-not-found"
    sentence = N_("没有这个词表，请从列表中打开。")


class WordTwiceError(InvalidInputError):
    """Two words of a set are spelled alike."""

    code = "word-twice"
    sentence = N_("第 %(row)s 行的“%(word)s”前面已经有了（简繁、异写算同一个）。")


class WordsMissingError(InvalidInputError):
    """A set needs a word."""

    code = "words-missing"
    sentence = N_("请至少写一个词，每行一个。")


class WordsTooLongError(InvalidInputError):
    """A set has too many words, or one of them is too long."""

    code = "words-too-long"
    sentence = N_("最多 %(most)s 行，每行不超过 100 字。")


class CensusExportTooLargeError(InvalidInputError):
    """A workbook of so many rows takes too long."""

    code = "census-export-too-large"
    sentence = N_("共 %(count)s 条，超过 Excel 文件的上限 %(limit)s 条；请缩小范围，或选 CSV。")
