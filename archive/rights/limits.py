"""What a donor allows, as data that comes in with the gift."""

from enum import StrEnum


class NetworkScope(StrEnum):
    """How far the right of network dissemination (信息网络传播权) was given, narrowest first."""

    NONE = "none"
    ON_PREMISES = "on-premises"
    REGISTERED = "registered"
    PUBLIC = "public"


class Attribution(StrEnum):
    """How the donor is to be named (署名)."""

    NAMED = "named"
    AS_WORDED = "as-worded"
    ANONYMOUS = "anonymous"
