"""How the journal's entries on imports and exports read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "exchange.import.done": N_(
        "导入“%(file)s”：%(gifts)s 笔捐赠，新建 %(create)s 行，更改 %(update)s 行"
    ),
    "exchange.import.book-done": N_("导入“%(file)s”：新建 %(create)s 行，更改 %(update)s 行"),
    "exchange.import.undone": N_("撤销导入“%(file)s”"),
    "exchange.export.contacts": N_("导出了联系方式：%(count)s 位捐赠人"),
}
