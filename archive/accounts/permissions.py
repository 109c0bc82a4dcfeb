"""What each role may do: one table, asked in one place."""

from collections.abc import Mapping
from enum import StrEnum

from archive.accounts.models import Role


class Permission(StrEnum):
    """Something that not everybody may do."""

    LOG_DONATIONS = "log-donations"
    MANAGE_CAMPAIGNS = "manage-campaigns"
    DECIDE = "decide"
    REGISTER = "register"
    KEEP_REGISTERS = "keep-registers"
    CATALOGUE = "catalogue"
    SCAN = "scan"
    APPROVE = "approve"
    SEE_HISTORY = "see-history"
    SEE_REPORTS = "see-reports"
    MANAGE_LOCATIONS = "manage-locations"
    MOVE_STOCK = "move-stock"
    TAKE_STOCK = "take-stock"
    EDIT_IN_BATCHES = "edit-in-batches"
    MANAGE_ACCOUNTS = "manage-accounts"
    BACK_UP = "back-up"
    EXCHANGE = "exchange"
    ISSUE_PAPERS = "issue-papers"
    EDIT_TEMPLATES = "edit-templates"


_STAFF = frozenset(
    {
        Permission.LOG_DONATIONS,
        Permission.MANAGE_CAMPAIGNS,
        Permission.DECIDE,
        Permission.REGISTER,
        Permission.CATALOGUE,
        Permission.SCAN,
        Permission.SEE_HISTORY,
        Permission.SEE_REPORTS,
        Permission.MANAGE_LOCATIONS,
        Permission.MOVE_STOCK,
        Permission.TAKE_STOCK,
        Permission.EDIT_IN_BATCHES,
        Permission.EXCHANGE,
        Permission.ISSUE_PAPERS,
        Permission.EDIT_TEMPLATES,
    }
)

GRANTED: Mapping[Role, frozenset[Permission]] = {
    Role.READER: frozenset(),
    Role.OPERATOR: frozenset({Permission.SCAN, Permission.APPROVE, Permission.SEE_HISTORY}),
    Role.STAFF: _STAFF,
    Role.ADMINISTRATOR: frozenset(Permission),
}


def roles_with(permission: Permission) -> frozenset[str]:
    """Return the roles that may do it."""
    return frozenset(role for role, granted in GRANTED.items() if permission in granted)


def is_granted(role: Role | None, permission: Permission) -> bool:
    """Whether ``role`` may do it; nobody who is not signed in may do anything listed here."""
    return role is not None and permission in GRANTED[role]
