"""How the journal's entries on authorities and their links read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

ON_TITLE: Mapping[str, str] = {
    "authorities.link.added": N_("关联规范记录：%(name)s"),
    "authorities.link.changed": N_("改了与“%(name)s”的关联"),
    "authorities.link.removed": N_("取消与“%(name)s”的关联"),
}
"""What is written about a title."""

SENTENCES: Mapping[str, str] = {
    "authorities.authority.created": N_("新建：%(name)s"),
    "authorities.authority.changed": N_("修改了规范记录"),
    "authorities.name.added": N_("增加名称：%(text)s"),
    "authorities.name.changed": N_("修改名称：%(text)s"),
    "authorities.name.removed": N_("删去名称：%(text)s"),
    "authorities.authority.merged": N_("并入“%(name)s”"),
    "authorities.authority.split": N_("拆出“%(name)s”"),
    "authorities.authority.parted": N_("从“%(name)s”拆出"),
    **ON_TITLE,
}
