"""The one access decision: may this visitor see this, and why not.

Image, tile, manifest, text, snippet and count all ask here. Pure: who and what in, a decision
out. Later rules (a reading room's addresses, appointments, a reduced size) are added here and
nowhere else.
"""

from dataclasses import dataclass

from archive.accounts.models import Role
from archive.accounts.visitors import Visitor
from archive.kernel.errors import N_
from archive.rights.levels import AccessLevel

WORKING_ROLES = frozenset({Role.STAFF, Role.OPERATOR, Role.ADMINISTRATOR})

REASONS = {
    AccessLevel.PUBLIC: N_("公开"),
    AccessLevel.REGISTERED: N_("登录后可以阅览。"),
    AccessLevel.ON_PREMISES: N_("只能在馆内阅览，请到馆使用。"),
    AccessLevel.BY_APPOINTMENT: N_("需要预约阅览，请与本馆联系。"),
    AccessLevel.STAFF: N_("尚未公开。"),
    AccessLevel.SEALED: N_("依约定封存，暂不开放。"),
}
NOT_PUBLISHED = N_("尚未公开。")


@dataclass(frozen=True, slots=True)
class AccessDecision:
    """Whether the visitor may see it, how large at most, and a sentence that says why not.

    ``max_side_px`` is None where the full size is allowed. ``reason`` is a zh-Hans message.
    """

    is_allowed: bool
    max_side_px: int | None = None
    reason: str = ""


def allowed_levels(visitor: Visitor) -> frozenset[AccessLevel]:
    """Return the levels of which ``visitor`` may see published things.

    On-premises and by-appointment access need a place and a booking that nobody can prove yet, so
    they are open to the library's own people only.
    """
    if visitor.role in WORKING_ROLES:
        sealed = frozenset({AccessLevel.SEALED})
        return frozenset(AccessLevel) - (frozenset() if _is_administrator(visitor) else sealed)
    if visitor.is_signed_in:
        return frozenset({AccessLevel.PUBLIC, AccessLevel.REGISTERED})
    return frozenset({AccessLevel.PUBLIC})


def may_see_unpublished(visitor: Visitor) -> bool:
    """Whether ``visitor`` may see what is still being worked on."""
    return visitor.role in WORKING_ROLES


def decide(visitor: Visitor, level: AccessLevel, *, is_published: bool) -> AccessDecision:
    """Decide whether ``visitor`` may see something of ``level``."""
    if level not in allowed_levels(visitor):
        return AccessDecision(is_allowed=False, reason=REASONS[level])
    if not is_published and not may_see_unpublished(visitor):
        return AccessDecision(is_allowed=False, reason=NOT_PUBLISHED)
    return AccessDecision(is_allowed=True)


def _is_administrator(visitor: Visitor) -> bool:
    return visitor.role is Role.ADMINISTRATOR
