"""How the journal's entries on branches, rooms and places read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "locations.branch.created": N_("新增馆：%(name)s（%(code)s）"),
    "locations.branch.changed": N_("馆名、代码改为：%(name)s（%(code)s）"),
    "locations.branch.closed": N_("停用：%(name)s"),
    "locations.branch.reopened": N_("恢复使用：%(name)s"),
    "locations.room.created": N_("新增室：%(name)s（%(code)s）"),
    "locations.room.changed": N_("室名、代码改为：%(name)s（%(code)s）"),
    "locations.places.added": N_("新增架位 %(first)s–%(last)s，共 %(count)s 个"),
    "locations.place.changed": N_("架位改为：%(path)s"),
    "locations.place.closed": N_("停用：%(path)s"),
    "locations.place.reopened": N_("恢复使用：%(path)s"),
}

# What a higher room writes about a place, as it reads on the place's own page.
ON_PLACE: Mapping[str, str] = {
    **SENTENCES,
    "stock_takes.opened": N_("开始清点 %(place)s，应有 %(expected)s 册"),
    "stock_takes.closed": N_(
        "结束清点：应有 %(expected)s 册，在架 %(found)s，未找到 %(missing)s，错架 %(misplaced)s，"
        "未知条码 %(unknown)s"
    ),
}
