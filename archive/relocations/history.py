"""How the journal's entries on moves read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "relocations.begun": N_("开始搬迁：从 %(from)s 到 %(to)s"),
    "relocations.crates-added": N_("新增箱 %(first)s–%(last)s"),
    "relocations.crate-aimed": N_("改定箱 %(crate)s 的目的架位"),
    "relocations.crate-sealed": N_("箱 %(crate)s 封箱，%(count)s 册"),
    "relocations.crate-reopened": N_("箱 %(crate)s 重新打开"),
    "relocations.crate-arrived": N_("箱 %(crate)s 到达"),
    "relocations.crate-unpacked": N_(
        "箱 %(crate)s 拆箱完毕，缺 %(missing)s 册，多 %(unexpected)s 册"
    ),
    "relocations.closed": N_("搬迁结束：到达 %(arrived)s 册，缺 %(missing)s 册"),
}
