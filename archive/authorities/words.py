"""What this room's closed sets are called on screen, as zh-Hans messages."""

from collections.abc import Mapping

from archive.authorities.kinds import AuthorityKind, NameKind, Role, SealScript
from archive.kernel.errors import N_

KINDS: Mapping[AuthorityKind, str] = {
    AuthorityKind.PERSON: N_("人物"),
    AuthorityKind.FAMILY: N_("家族"),
    AuthorityKind.ORGANISATION: N_("团体"),
    AuthorityKind.PLACE: N_("地名"),
    AuthorityKind.SUBJECT: N_("主题"),
    AuthorityKind.SEAL: N_("印章"),
}
NAME_LABELS: Mapping[AuthorityKind, str] = {
    AuthorityKind.PERSON: N_("姓名"),
    AuthorityKind.FAMILY: N_("家族名称"),
    AuthorityKind.ORGANISATION: N_("团体名称"),
    AuthorityKind.PLACE: N_("今名"),
    AuthorityKind.SUBJECT: N_("主题词"),
    AuthorityKind.SEAL: N_("印文"),
}
PLACE_LABELS: Mapping[AuthorityKind, str] = {
    AuthorityKind.PERSON: N_("籍贯"),
    AuthorityKind.FAMILY: N_("迁徙地"),
    AuthorityKind.ORGANISATION: N_("所在地"),
}
NAMES: Mapping[NameKind, str] = {
    NameKind.COURTESY: N_("字"),
    NameKind.ART: N_("号"),
    NameKind.POSTHUMOUS: N_("谥"),
    NameKind.HALL: N_("堂号"),
    NameKind.DATED: N_("历史名称"),
    NameKind.ALIAS: N_("别名"),
}
ROLES: Mapping[Role, str] = {
    Role.AUTHOR: N_("撰"),
    Role.SUPERVISOR: N_("修"),
    Role.COMPILER: N_("纂"),
    Role.COLLECTOR: N_("辑"),
    Role.EDITOR: N_("编"),
    Role.COMMENTATOR: N_("注"),
    Role.COLLATOR: N_("校"),
    Role.TRANSLATOR: N_("译"),
    Role.CARVER: N_("刻"),
    Role.ILLUSTRATOR: N_("绘"),
    Role.PHOTOGRAPHER: N_("摄"),
    Role.CALLIGRAPHER: N_("书"),
    Role.PARTY: N_("立契人"),
    Role.PUBLISHER: N_("出版"),
    Role.FORMER_OWNER: N_("旧藏"),
    Role.SUBJECT: N_("主题"),
    Role.DEPICTED: N_("画面人物"),
    Role.PLACE: N_("地点"),
    Role.FAMILY: N_("家族"),
    Role.SEAL: N_("钤印"),
}
SCRIPTS: Mapping[SealScript, str] = {
    SealScript.RED: N_("朱文"),
    SealScript.WHITE: N_("白文"),
    SealScript.BOTH: N_("朱白相间"),
}
FIELD_LABELS: Mapping[str, str] = {
    "name": N_("名称"),
    "dynasty": N_("朝代"),
    "life_text": N_("生卒"),
    "year_from": N_("起年"),
    "year_to": N_("止年"),
    "place_id": N_("地点"),
    "owner_id": N_("印主"),
    "broader_id": N_("上位词"),
    "surname": N_("姓氏"),
    "ancestor": N_("始祖"),
    "script": N_("朱白"),
    "shape": N_("形制"),
    "note": N_("附注"),
}
