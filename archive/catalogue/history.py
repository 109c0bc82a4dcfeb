"""How the journal's entries on titles and volumes read."""

from collections.abc import Mapping

from archive.authorities.history import ON_TITLE as LINKS
from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "catalogue.title.created": N_("编入目录：%(title)s"),
    "catalogue.title.changed": N_("修改了著录"),
    "catalogue.part.entered": N_("编入目录：%(title)s，《%(series)s》的子目"),
    "catalogue.part.joined": N_("列为《%(series)s》的子目"),
    "catalogue.part.left": N_("不再列为《%(series)s》的子目"),
    "catalogue.title.removed": N_("从目录中删去：%(title)s"),
    "catalogue.volumes.added": N_("第 %(copy)s 部增加 %(count)s 册：%(first)s–%(last)s"),
    "catalogue.title.restored": N_("恢复到 %(restored_at)s 的著录"),
    "catalogue.copy.added": N_("增加第 %(copy)s 部，共 %(volumes)s 册"),
    "catalogue.volume.published": N_("公开：%(title)s %(volume)s"),
    "catalogue.volume.withdrawn": N_("停止公开：%(title)s %(volume)s"),
}

KIND_SENTENCES: Mapping[str, str] = {
    "catalogue.own-field.added": N_("增加自定项目：%(label)s"),
    "catalogue.own-field.given-up": N_("停用自定项目：%(label)s"),
    "catalogue.own-field.taken-up": N_("重新启用自定项目：%(label)s"),
}

# What a higher room writes about a title, as it reads at the desk.
ON_TITLE: Mapping[str, str] = {
    **SENTENCES,
    **LINKS,
    "siku_set.leaves.taken": N_("导入叶表“%(file)s”：%(juan)s 卷，%(leaves)s 个半叶"),
    "siku_set.leaves.undone": N_("撤销叶表“%(file)s”"),
    "agreements.limits.kept": N_("依捐赠协议第 %(version)s 版限定使用范围"),
    "accessions.batch.registered": N_(
        "登记入藏：总括登记 %(number)s，登录号 %(first_label)s–%(last_label)s"
    ),
    "accessions.volume.deregistered": N_("注销 %(number)s：登录号 %(label)s"),
    "census.record.begun": N_("为第 %(copy)s 部建立古籍普查登记"),
    "census.record.changed": N_("修改古籍普查登记"),
    "grading.grade.decided": N_("定级：%(decided)s（系统建议：%(suggested)s）"),
    "grading.damage.decided": N_("定损：%(decided)s（系统建议：%(suggested)s）"),
    "grading.damage.measured": N_("记录破损检测，%(day)s"),
    "evidence.picture.added": N_("增加书影：%(caption)s"),
}
