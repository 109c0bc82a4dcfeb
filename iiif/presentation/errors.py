"""Why a published description is not shown."""

from archive.kernel.errors import N_, ForbiddenError


class NotOpenError(ForbiddenError):
    """The title's access level does not let this visitor see it."""

    code = "not-open"
    sentence = N_("这份文献的开放级别不允许在此阅览，请向本馆咨询。")
