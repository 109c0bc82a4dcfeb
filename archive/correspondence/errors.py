"""What the room of correspondence refuses, and why."""

from archive.kernel.errors import N_, ConflictError, NotFoundError


class PaperKindUnknownError(NotFoundError):
    """There is no such kind of paper about a gift."""

    code = "paper-kind-unknown"
    sentence = N_("没有这种单据，请从捐赠页面上的列表中选择。")


class NothingToTellError(ConflictError):
    """The gift has no line that such a paper could list."""

    code = "nothing-to-tell"
    sentence = N_("这次捐赠没有可以列入“%(name)s”的文献，请先作出决定。")
