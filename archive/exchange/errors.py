"""What the room of imports and exports refuses, and why."""

from archive.kernel.errors import (
    N_,
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
)


class ImportNotFoundError(NotFoundError):
    """No import has this identifier."""

    code = "import-not-found"
    sentence = N_("找不到这次导入，请从列表中打开。")


class ImportFileGoneError(ConflictError):
    """The file was kept for a while only."""

    code = "import-file-gone"
    sentence = N_("这次导入的文件已经清除，请重新选择文件。")


class NoFileError(InvalidInputError):
    """Nothing was chosen."""

    code = "no-import-file"
    sentence = N_("请选择一个文件，或把表格粘贴在下面。")


class NoTableError(InvalidInputError):
    """None of the sheets looks like a list of gifts or of donors."""

    code = "no-table"
    sentence = N_(
        "在“%(name)s”的工作表（%(sheets)s）中没有找到清单："
        "要有一行标题，其中有“题名”（或书名、文献名称）与“捐赠人”等列，见模板。"
    )


class SikuColumnsMissingError(InvalidInputError):
    """A list of works lacks columns without which it cannot be matched."""

    code = "siku-columns-missing"
    sentence = N_(
        "“%(name)s”是四库书目，但第 %(row)s 行的标题缺少这些列：%(missing)s。请补上后再导入。"
    )


class NoSikuListError(InvalidInputError):
    """The file holds something else than a list of works."""

    code = "no-siku-list"
    sentence = N_("“%(name)s”不是四库书目：标题行要有 %(needed)s 各列。")


class SikuEncodingError(InvalidInputError):
    """The text was read in an encoding in which it makes no sense."""

    code = "siku-encoding"
    sentence = N_(
        "“%(name)s”的文字编码已损坏：既不是完好的 UTF-8，按 GB18030 读出的类目也没有一个认得。"
        "请从原来的文件重新另存为“CSV UTF-8”再导入。"
    )


class ImportClosedError(ConflictError):
    """The import was done, undone or cancelled already."""

    code = "import-closed"
    sentence = N_("这次导入已经结束，不能再改。")


class ImportHasErrorsError(ConflictError):
    """Some rows cannot be taken in, and nobody said that they are to be left out."""

    code = "import-has-errors"
    sentence = N_("还有 %(count)s 行有错。请改正文件后重新导入，或勾选“不导入有错的行”。")


class DonorsOpenError(ConflictError):
    """Of some donors it must be said who they are."""

    code = "import-donors-open"
    sentence = N_("还有 %(count)s 位同名的捐赠人没有选定，请先选择。")


class NothingToImportError(ConflictError):
    """No row would change anything."""

    code = "nothing-to-import"
    sentence = N_("没有要写入的内容。")


class TooManyChangesError(ConflictError):
    """More would be written than can be written at once without keeping others waiting."""

    code = "too-many-changes"
    sentence = N_("一次最多写入 %(limit)s 行，这里有 %(count)s 行；请分成几个文件导入。")


class PreviewStaleError(ConflictError):
    """What would be written is no longer what was shown."""

    code = "preview-stale"
    sentence = N_("预览之后馆藏数据有了变动，没有写入；请看过新的预览再确认。")


class RowRefusedError(ConflictError):
    """A row was refused when it was to be written; nothing was written."""

    code = "import-row-refused"
    sentence = N_("第 %(row)s 行不能写入：%(reason)s 什么都没有写入。")


class ImportChangedSinceError(ConflictError):
    """Something that was imported has been worked on since."""

    code = "import-changed-since"
    sentence = N_("导入之后有人改动过：%(names)s。这次导入不能再整个撤销，请逐笔处理。")


class RegisterStaysError(ConflictError):
    """What stands in the registers is not taken out again, but corrected or withdrawn."""

    code = "register-stays"
    sentence = N_("登记簿是财产账，导入之后不能撤销；有错的请用“更正”，不该在内的请“注销”。")


class NumbersGivenSinceError(ConflictError):
    """Numbers behind those of an import were given out since."""

    code = "import-numbers-given-since"
    sentence = N_("导入之后已接着编过号，撤销会留下空号。有错的请用“更正”。")


class WithdrawalsNotAllowedError(ForbiddenError):
    """Taking volumes out of the registers is for those who keep them."""

    code = "withdrawals-not-allowed"
    sentence = N_("注销登记簿只能由管理员导入。")


class WrongExportError(InvalidInputError):
    """It cannot be understood what is to be taken out."""

    code = "wrong-export"
    sentence = N_("导出的条件有误，请检查日期（例如 2026-11-22）后再试。")


class ExportTooLargeError(InvalidInputError):
    """A workbook of so many rows takes too long."""

    code = "export-too-large"
    sentence = N_("共 %(count)s 行，超过 Excel 文件的上限 %(limit)s 行；请缩小范围，或选 CSV。")
