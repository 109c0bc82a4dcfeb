"""What is refused of a spreadsheet, and what to do about it."""

from archive.kernel.errors import N_, InvalidInputError


class SpreadsheetTooLargeError(InvalidInputError):
    """The file is larger than is read, or unpacks to more."""

    code = "spreadsheet-too-large"
    status = 413
    sentence = N_("文件太大（上限 %(limit)s MB），请删去图片或分成几个文件再导入。")


class TooManyRowsError(InvalidInputError):
    """The sheet has more rows than are read."""

    code = "too-many-rows"
    status = 413
    sentence = N_("工作表“%(sheet)s”超过 %(limit)s 行，请分成几个文件再导入。")


class NoSpreadsheetError(InvalidInputError):
    """The file is nothing that we read."""

    code = "no-spreadsheet"
    sentence = N_(
        "无法读取“%(name)s”：只收 .xlsx 与 .csv。旧的 .xls、.et、.ods 或加了密码的文件，"
        "请先在 Excel 或 WPS 中另存为不加密的 .xlsx。"
    )


class SpreadsheetDamagedError(InvalidInputError):
    """The file begins well and cannot be read to its end."""

    code = "spreadsheet-damaged"
    sentence = N_("无法读取“%(name)s”：文件已损坏或不完整，请在 Excel 中打开并另存一次。")


class UnknownEncodingError(InvalidInputError):
    """The text of a CSV file is in no encoding that we know."""

    code = "unknown-encoding"
    sentence = N_("“%(name)s”的文字编码无法识别，请另存为“CSV UTF-8”再导入。")


class UnclosedQuoteError(InvalidInputError):
    """A quotation mark of a CSV file is never closed, so that cells cannot be told apart."""

    code = "unclosed-quote"
    sentence = N_("“%(name)s”第 %(row)s 行的引号没有配对，请改正后再导入。")


class SpreadsheetTooSlowError(InvalidInputError):
    """Reading it took more time or memory than it may."""

    code = "spreadsheet-too-slow"
    sentence = N_("“%(name)s”过于复杂，没有读完；请只留要导入的工作表，另存为新文件再试。")
