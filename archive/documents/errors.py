"""What can go wrong with papers."""

from archive.kernel.errors import N_, AppError, InvalidInputError, NotFoundError


class DocumentNotFoundError(NotFoundError):
    """The library has issued no paper with this number."""

    code = "document-not-found"
    sentence = N_("本馆没有签发过编号为“%(number)s”的单据，请核对编号。")


class ReissueReasonMissingError(InvalidInputError):
    """A second paper about the same thing needs a reason."""

    code = "reissue-reason-missing"
    sentence = N_("重新开具单据，请写明原因（例如：原件遗失）。")


class PaperTooSlowError(AppError):
    """Setting the paper took too long."""

    code = "paper-too-slow"
    status = 503
    sentence = N_("生成单据超过了 %(seconds)s 秒，已停止；编号没有使用，请再试一次。")
