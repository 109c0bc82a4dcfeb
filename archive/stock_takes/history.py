"""How the journal's entries on stock-takings read."""

from collections.abc import Mapping

from archive.kernel.errors import N_
from archive.stock.history import SENTENCES as STOCK

SENTENCES: Mapping[str, str] = {
    **STOCK,
    "stock_takes.opened": N_("开始清点 %(place)s，应有 %(expected)s 册"),
    "stock_takes.closed": N_(
        "结束清点：应有 %(expected)s 册，在架 %(found)s，未找到 %(missing)s，错架 %(misplaced)s，"
        "未知条码 %(unknown)s"
    ),
}
