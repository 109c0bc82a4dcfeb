"""What can be wrong with a page before any pixel is looked at."""

from archive.kernel.errors import N_, StepError


class MasterDamagedError(StepError):
    """The stored bytes of a master are not those that were received."""

    code = "master-damaged"
    sentence = N_(
        "“%(name)s”的原始文件与收到时不一致，存储可能已损坏；请告诉管理员，并重新扫描此页。"
    )
