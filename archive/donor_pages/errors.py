"""What the donors' pages refuse, and why."""

from archive.kernel.errors import N_, NotFoundError


class DonorLinkNotFoundError(NotFoundError):
    """No such link, or it was ended."""

    code = "donor-link-not-found"
    sentence = N_("这个专页链接无效或已停用；请向本馆索取新的链接。")
