"""What this room's closed sets are called on screen, as zh-Hans messages."""

from collections.abc import Mapping

from archive.catalogue.schemas import AccessLevel, TitleKind
from archive.kernel.errors import N_

KINDS: Mapping[TitleKind, str] = {
    TitleKind.LOCAL_DOCUMENT: N_("地方文献"),
    TitleKind.SIKU: N_("四库全书"),
}
ACCESS_LEVELS: Mapping[AccessLevel, str] = {
    AccessLevel.PUBLIC: N_("公开"),
    AccessLevel.REGISTERED: N_("注册读者"),
    AccessLevel.ON_PREMISES: N_("馆内"),
    AccessLevel.BY_APPOINTMENT: N_("预约"),
    AccessLevel.STAFF: N_("馆员"),
    AccessLevel.SEALED: N_("封存"),
}
LANGUAGES: Mapping[str, str] = {
    "zh-Hant": N_("中文（繁体）"),
    "zh-Hans": N_("中文（简体）"),
    "en": N_("英文"),
    "ja": N_("日文"),
    "und": N_("未定"),
}
FIELD_LABELS: Mapping[str, str] = {
    "title": N_("题名"),
    "author": N_("责任者"),
    "edition": N_("版本"),
    "date_text": N_("年代"),
    "juan_count": N_("卷数"),
    "language": N_("文种"),
    "siku_division": N_("部"),
    "siku_class": N_("类"),
    "siku_subclass": N_("属"),
    "reprint": N_("影印本位置"),
    "reprint_volume": N_("影印本册次"),
    "reprint_page": N_("影印本页次"),
    "reprint_column": N_("影印本栏次"),
    "rights_uri": N_("版权声明"),
    "access_level": N_("开放范围"),
    "access_reason": N_("开放范围的理由"),
    "note": N_("附注"),
}
