"""Who may see a thing, from everyone to nobody."""

from enum import StrEnum


class AccessLevel(StrEnum):
    """The access level derived from a title's rights, widest first."""

    PUBLIC = "public"
    REGISTERED = "registered"
    ON_PREMISES = "on-premises"
    BY_APPOINTMENT = "by-appointment"
    STAFF = "staff"
    SEALED = "sealed"
