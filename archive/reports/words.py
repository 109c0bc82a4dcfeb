"""What this room's closed sets are called, as zh-Hans messages."""

from collections.abc import Mapping

from archive.kernel.errors import N_
from archive.reports.roll import Naming

NAMINGS: Mapping[Naming, str] = {
    Naming.NAMED: N_("同意公开署名"),
    Naming.UNASKED: N_("未征得同意"),
    Naming.ANONYMOUS: N_("要求匿名"),
}
