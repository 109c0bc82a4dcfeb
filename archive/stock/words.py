"""What the closed sets of the stock are called on screen."""

from collections.abc import Mapping

from archive.kernel.errors import N_
from archive.stock.models import Cause
from archive.stock.scanning import Shelving

CAUSES: Mapping[Cause, str] = {
    Cause.SHELVED: N_("上架"),
    Cause.UNDONE: N_("撤销上一步"),
    Cause.TRANSFER: N_("移库、移交"),
    Cause.RELOCATION: N_("搬迁"),
    Cause.STOCK_TAKE: N_("清点更正"),
}

SHELVINGS: Mapping[Shelving, tuple[str, str]] = {
    Shelving.PLACE: (N_("当前架位"), "note"),
    Shelving.SHELVED: (N_("已上架"), "good"),
    Shelving.ALREADY: (N_("本来就在这里"), "note"),
    Shelving.NO_PLACE: (N_("请先扫架位的条码"), "bad"),
    Shelving.CLOSED: (N_("这个架位已停用"), "bad"),
    Shelving.OTHER_BRANCH: (N_("这里属于其他馆"), "bad"),
    Shelving.DEREGISTERED: (N_("这一册已注销"), "bad"),
    Shelving.UNDER_WAY: (N_("还在途中，请先签收"), "bad"),
    Shelving.UNKNOWN: (N_("没有这个号码"), "bad"),
}
"""What a scan at the shelf comes to, and the tone in which it is said."""
