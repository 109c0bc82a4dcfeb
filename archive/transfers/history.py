"""How the journal's entries on transfers read."""

from collections.abc import Mapping

from archive.kernel.errors import N_
from archive.stock.history import SENTENCES as STOCK

SENTENCES: Mapping[str, str] = {
    **STOCK,
    "transfers.begun": N_("拟单：从 %(from)s 到 %(to)s"),
    "transfers.listed": N_("列入 %(count)s 册"),
    "transfers.unlisted": N_("从单上去掉 %(volume)s"),
    "transfers.sent": N_("移出 %(count)s 册，%(number)s"),
    "transfers.received": N_("签收完毕：收到 %(count)s 册，退回 %(returned)s 册"),
    "transfers.cancelled": N_("作废"),
}
