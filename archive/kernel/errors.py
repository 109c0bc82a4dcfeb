"""Errors: a sentence a librarian can act on and a code an engineer can grep.

A concrete error lives in the room it protects and derives from one of the families here. Its
``sentence`` is a zh-Hans gettext message with named placeholders; the edges (HTML, JSON, command
line) translate and fill it. Nobody recognises an error by its text.
"""

from typing import ClassVar


def N_(sentence: str) -> str:  # noqa: N802 - gettext's customary name, which extractors look for
    """Mark ``sentence`` for translation and return it unchanged."""
    return sentence


class AppError(Exception):
    """Anything Fangzhi refuses or cannot do, in words for the person who asked.

    Attributes:
        code: a stable name for machines and logs.
        status: the HTTP status of an answer that carries it.
        exit_code: the exit status of a command that ends with it.
        sentence: what happened and what to do, as a zh-Hans message with ``%(name)s`` places.
        values: what fills those places.
        detail: more for the log, never shown.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1
    sentence: ClassVar[str] = N_("出现了意外的问题，请稍后再试；若仍不行，请告诉管理员。")

    def __init__(self, *, detail: str = "", **values: object) -> None:
        self.values = values
        self.detail = detail
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The sentence in zh-Hans with its places filled."""
        return self.sentence % self.values


class InvalidInputError(AppError):
    """What was typed or sent cannot be used; ``field`` names where."""

    code = "invalid-input"
    status = 422
    exit_code = 2
    sentence = N_("填写的内容有误，请检查后再提交。")

    def __init__(self, *, field: str = "", detail: str = "", **values: object) -> None:
        self.field = field
        super().__init__(detail=detail, **values)


class NotSignedInError(AppError):
    """The visitor must sign in first."""

    code = "not-signed-in"
    status = 401
    sentence = N_("请先登录。")


class ForbiddenError(AppError):
    """The visitor is known, and may not."""

    code = "forbidden"
    status = 403
    sentence = N_("您的账号没有这项权限；如有需要，请联系管理员。")


class NotFoundError(AppError):
    """There is no such thing, or the visitor may not know that there is."""

    code = "not-found"
    status = 404
    sentence = N_("找不到这个页面。它可能已被移动，或者网址输入有误。")


class WithdrawnError(AppError):
    """It was public and has been taken down."""

    code = "withdrawn"
    status = 410
    sentence = N_("这份文献已停止公开，请向本馆咨询。")


class ConflictError(AppError):
    """Somebody else was first, or the thing is in a state that does not allow it."""

    code = "conflict"
    status = 409
    sentence = N_("内容已被他人更改，请刷新后再试。")


class TooManyAttemptsError(AppError):
    """Asked too often; ``seconds`` until the next try is heard."""

    code = "too-many-attempts"
    status = 429
    sentence = N_("尝试次数过多，请在 %(seconds)s 秒后再试。")


class ToolMissingError(AppError):
    """A program or data file of the operating system is absent; ``package`` provides it."""

    code = "tool-missing"
    status = 503
    exit_code = 3
    sentence = N_("缺少 %(tool)s，请安装 Debian 软件包 %(package)s。")


class StepError(AppError):
    """A step of the pipeline failed. ``retryable`` says whether trying again may help."""

    code = "step-failed"
    retryable: ClassVar[bool] = False
    exit_code = 4
    sentence = N_("这一步处理失败，请重试；若仍不行，请重新扫描此页。")


class UnreadableScanError(StepError):
    """The image file cannot be decoded."""

    code = "unreadable-scan"
    status = 422
    sentence = N_("无法读取图像“%(name)s”：文件已损坏或不完整，请重新扫描或重新上传。")


class OutOfSpaceError(StepError):
    """The disk is full."""

    code = "out-of-space"
    status = 507
    retryable = True
    sentence = N_("磁盘空间不足，请清理后点“重试”。")


class OutOfMemoryError(StepError):
    """The step asked for more memory than it is allowed."""

    code = "out-of-memory"
    sentence = N_("处理这幅图像需要的内存超过了上限，请缩小图像或请管理员调高上限。")


class StepTimedOutError(StepError):
    """The step ran longer than it is allowed."""

    code = "step-timed-out"
    retryable = True
    sentence = N_("处理超过了 %(seconds)s 秒的时限，已停止；请点“重试”。")


class StepCrashedError(StepError):
    """The process that ran the step died."""

    code = "step-crashed"
    retryable = True
    sentence = N_("处理程序意外退出，请点“重试”；若仍不行，请告诉管理员。")
