"""How reading can fail, in words for the operator."""

from archive.kernel.errors import (
    N_,
    InvalidInputError,
    StepCrashedError,
    StepError,
    StepTimedOutError,
    ToolMissingError,
)


class UnknownEngineError(InvalidInputError):
    """No engine has this name."""

    code = "unknown-engine"
    sentence = N_("没有名为“%(name)s”的文字识别引擎；可用的有：%(known)s。")


class EngineMissingError(ToolMissingError):
    """The engine's program or one of its languages is not installed."""

    code = "engine-missing"


class EngineCrashedError(StepCrashedError):
    """The engine's process ended with an error; `detail` has its own words."""

    code = "engine-crashed"
    sentence = N_("文字识别程序意外退出（%(engine)s，状态 %(status)s），请点“重试”。")


class EngineHungError(StepTimedOutError):
    """The engine did not answer in time."""

    code = "engine-hung"
    sentence = N_("文字识别超过了 %(seconds)s 秒的时限，已停止；请点“重试”。")


class EngineGarbageError(StepError):
    """The engine's answer makes no sense: not UTF-8, or not one answer a line."""

    code = "engine-garbage"
    retryable = True
    sentence = N_("文字识别程序（%(engine)s）返回了无法理解的结果，请点“重试”。")


class NotRecordedError(StepError):
    """The replay engine has no answer for this line."""

    code = "not-recorded"
    sentence = N_("没有这一行的识别记录（%(key)s）；请先用真实引擎录制。")
