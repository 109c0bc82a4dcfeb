"""How the journal's entries on where volumes are read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "stock.volumes.moved": N_("移动 %(count)s 册，现在：%(place)s"),
    "stock.volumes.missed": N_("清点时未找到 %(count)s 册（%(slip)s）"),
    "stock.volume.found": N_("未找到的一册已找到：%(place)s"),
}
