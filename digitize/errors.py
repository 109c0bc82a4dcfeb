"""How reading a picture can fail, in words that name the file."""

from archive.kernel.errors import N_, InvalidInputError, StepError


class ScanTooLargeError(StepError):
    """The picture has more pixels than are decoded."""

    code = "scan-too-large"
    status = 422
    sentence = N_(
        "图像“%(name)s”有 %(count)s 像素，超过上限 %(limit)s 像素；请降低分辨率后重新扫描。"
    )


class SameStemError(InvalidInputError):
    """Two pictures would be written to the same files."""

    code = "same-stem"
    sentence = N_("“%(first)s”与“%(second)s”会写到同一个结果文件，请改名后再试。")


class UnknownProfileError(InvalidInputError):
    """No kind of page has this name."""

    code = "unknown-profile"
    sentence = N_("没有名为“%(name)s”的版式；可用的有：%(known)s。")
