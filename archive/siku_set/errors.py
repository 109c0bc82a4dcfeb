"""What the room of the set refuses, and why."""

from archive.kernel.errors import N_, ConflictError


class WorkHasLeavesError(ConflictError):
    """A work whose leaves are known is not taken out."""

    code = "work-has-leaves"
    sentence = N_("《%(title)s》已导入叶表，请先撤销叶表。")
