"""What the room of agreements refuses, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class AgreementNotFoundError(NotFoundError):
    """The gift has no such agreement."""

    code = "agreement-not-found"
    sentence = N_("这笔捐赠没有这份协议，请刷新后再看。")


class AgreementSignedError(ConflictError):
    """What was signed is not changed."""

    code = "agreement-signed"
    sentence = N_("协议第 %(version)s 版已签订，不能再改；有变化时请另拟一版。")


class SignedInFutureError(InvalidInputError):
    """Nobody has signed tomorrow."""

    code = "signed-in-future"
    sentence = N_("签订日期不能晚于今天。")


class SignerMissingError(InvalidInputError):
    """An agreement has two sides."""

    code = "signer-missing"
    sentence = N_("请写明由谁签字。")


class CreditTextMissingError(InvalidInputError):
    """Named as worded, but the words are missing."""

    code = "credit-text-missing"
    sentence = N_("选择“按所写署名”时，请写出署名的文字。")


class SignedScanTypeError(InvalidInputError):
    """Neither PDF nor picture."""

    code = "agreement-scan-type"
    sentence = N_("扫描件要是 PDF、JPEG、PNG 或 TIFF 文件，请重新选择。")


class SignedScanTooLargeError(InvalidInputError):
    """More than a signed paper needs."""

    code = "agreement-scan-too-large"
    status = 413
    sentence = N_("扫描件不能超过 %(most)s MB，请降低分辨率后再传。")


class ScanKeptError(ConflictError):
    """A signed paper is attached once."""

    code = "agreement-scan-kept"
    sentence = N_("协议第 %(version)s 版已有签字扫描件，不能替换；有变化时请另拟一版。")


class ScanMissingError(NotFoundError):
    """Nobody has attached the signed paper."""

    code = "agreement-scan-missing"
    sentence = N_("协议第 %(version)s 版还没有签字扫描件。")
