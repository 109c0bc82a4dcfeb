"""What cannot be done in a stock-taking, and why."""

from archive.kernel.errors import N_, ConflictError, NotFoundError


class StockTakeNotFoundError(NotFoundError):
    """No stock-taking has this identifier."""

    code = "stock-take-not-found"
    sentence = N_("找不到这次清点，请从“清点”重新进入。")


class ScanNotFoundError(NotFoundError):
    """The stock-taking has no such scan."""

    code = "scan-not-found"
    sentence = N_("找不到这次扫描，请刷新后再试。")


class StockTakeClosedError(ConflictError):
    """It is finished; its report stays as it is."""

    code = "stock-take-closed"
    sentence = N_("清点 %(number)s 已结束，不能再改；如需补扫，请另开一次清点。")


class ScanCorrectedError(ConflictError):
    """The record has been corrected by this scan."""

    code = "scan-corrected"
    sentence = N_("这一册的位置已按这次扫描更正，不能撤销扫描；请直接把它放回正确的架位。")


class NothingToCorrectError(ConflictError):
    """The record is right already, or the volume is under way."""

    code = "nothing-to-correct"
    sentence = N_("这一册的位置没有需要更正的。")
