"""How the journal's entries on donors' links read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "donor-pages.link.made": N_("生成了捐赠人专页的链接"),
    "donor-pages.link.ended": N_("停用了捐赠人专页的链接"),
}
