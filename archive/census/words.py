"""What the grades of the census are called; higher rooms give them, lists show them."""

from collections.abc import Mapping

from archive.kernel.errors import N_

# 定级: GB/T 31076.1—2014, after WH/T 20—2006.
GRADES: Mapping[str, str] = {
    "1甲": N_("一级甲等"),
    "1乙": N_("一级乙等"),
    "1丙": N_("一级丙等"),
    "2甲": N_("二级甲等"),
    "2乙": N_("二级乙等"),
    "3甲": N_("三级甲等"),
    "3乙": N_("三级乙等"),
    "4": N_("四级"),
}
# 定损 of books (WH/T 22—2006), the worst first.
BOOK_DAMAGES: Mapping[str, str] = {
    "1": N_("一级破损"),
    "2": N_("二级破损"),
    "3": N_("三级破损"),
    "4": N_("四级破损"),
    "5": N_("五级破损"),
}
# Of paper archives (GB/T 42468.1—2023), the worst first.
PAPER_DAMAGES: Mapping[str, str] = {
    "p1": N_("特残破损"),
    "p2": N_("严重破损"),
    "p3": N_("中度破损"),
    "p4": N_("轻度破损"),
}
SOUND = "sound"
DAMAGES: Mapping[str, str] = {**BOOK_DAMAGES, **PAPER_DAMAGES, SOUND: N_("无破损")}
