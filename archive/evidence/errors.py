"""What is refused of pictures, and why."""

from archive.kernel.errors import N_, InvalidInputError, NotFoundError


class EvidenceNotFoundError(NotFoundError):
    """No picture has this identifier."""

    code = "evidence-picture-not-found"
    sentence = N_("找不到这张书影，它可能已被移除。")


class EvidenceMissingError(InvalidInputError):
    """No file was chosen, or it is empty."""

    code = "evidence-picture-missing"
    sentence = N_("请选择一张图片。")


class EvidenceTooLargeError(InvalidInputError):
    """The file is larger than such pictures may be."""

    code = "evidence-picture-too-large"
    status = 413
    sentence = N_("图片太大（上限 %(limit)s MB），请缩小后再上传。")
