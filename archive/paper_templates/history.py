"""How the journal's entries on templates read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "paper-templates.template.saved": N_("保存了模板第 %(version)s 版"),
    "paper-templates.template.restored": N_(
        "恢复了模板第 %(restored_from)s 版，作为第 %(version)s 版"
    ),
}
