"""What this room's closed sets are called on screen, as zh-Hans messages."""

from collections.abc import Mapping

from archive.catalogue.schemas import AccessLevel, FieldType, MaterialKind, TitleKind
from archive.kernel.errors import N_

KINDS: Mapping[TitleKind, str] = {
    TitleKind.LOCAL_DOCUMENT: N_("地方文献"),
    TitleKind.SIKU: N_("四库全书"),
}
MATERIALS: Mapping[MaterialKind, str] = {
    MaterialKind.GAZETTEER: N_("方志"),
    MaterialKind.GENEALOGY: N_("家谱"),
    MaterialKind.YEARBOOK: N_("年鉴"),
    MaterialKind.HISTORICAL_ACCOUNT: N_("文史资料"),
    MaterialKind.MANUSCRIPT: N_("手稿"),
    MaterialKind.PHOTOGRAPH: N_("照片"),
    MaterialKind.CONTRACT: N_("契约文书"),
    MaterialKind.RUBBING: N_("碑帖"),
    MaterialKind.MAP: N_("地图"),
    MaterialKind.NEWSPAPER: N_("报刊"),
    MaterialKind.BOOK: N_("图书"),
    MaterialKind.AUDIOVISUAL: N_("音像"),
    MaterialKind.OTHER: N_("其他"),
}
FIELD_TYPES: Mapping[FieldType, str] = {
    FieldType.TEXT: N_("文字"),
    FieldType.NUMBER: N_("整数"),
    FieldType.DATE: N_("年代"),
    FieldType.CHOICE: N_("从列出的项中选一个"),
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
    "material": N_("文献类型"),
    "author": N_("责任者"),
    "edition": N_("版本"),
    "date_text": N_("年代"),
    "juan_count": N_("卷数"),
    "juan_text": N_("卷数（照书写）"),
    "call_class": N_("类号"),
    "call_number": N_("书次号"),
    "five_division": N_("五部分类"),
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
