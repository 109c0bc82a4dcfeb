"""What a column of a pasted list holds, told by its heading or by the look of a cell. Pure."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from archive.catalogue.schemas import MOST_VOLUMES
from archive.donations.kinds import MaterialKind
from archive.text.numerals import parse_numeral


class Column(StrEnum):
    """What a column holds; ``SKIP`` is what nobody needs, such as the number of the row."""

    TITLE = "title"
    AUTHOR = "author"
    DATE = "date_text"
    MATERIAL = "material"
    VOLUMES = "volume_count"
    PIECES = "piece_count"
    CONDITION = "condition"
    VALUE = "value"
    VALUE_NOTE = "value_note"
    NOTE = "note"
    SKIP = "skip"


_HEADINGS: Mapping[Column, str] = {
    Column.TITLE: "题名 書名 书名 名称 名稱 文献名称 题名卷数 品名 标题 title",
    Column.AUTHOR: "责任者 作者 著者 責任者 编者 編者 著作者 编著者 摄影者 author",
    Column.DATE: "年代 日期 时间 時間 出版年 出版时间 版本年代 版本 形成时间 date year",
    Column.MATERIAL: "类型 類型 类别 種類 种类 文献类型 分类 material type",
    Column.VOLUMES: "册数 冊數 册 冊 数量 數量 本数 本數 volumes",
    Column.PIECES: "件数 件數 件 张数 張數 幅数 枚数 pieces",
    Column.CONDITION: "品相 保存状况 保存狀況 破损情况 破损程度 完残 状况 condition",
    Column.VALUE: "金额 金額 价格 價格 估价 估价（元） 价值（元） 单价 value price",
    Column.VALUE_NOTE: "价值 價值 价值说明 文物级别 级别 珍贵程度",
    Column.NOTE: "备注 備註 说明 說明 附注 note notes",
    Column.SKIP: "序号 序號 编号 編號 no. no",
}
_COLUMN_OF_HEADING = {
    word: column for column, words in _HEADINGS.items() for word in words.split(" ")
}
_MATERIALS: Mapping[MaterialKind, str] = {
    MaterialKind.GAZETTEER: "方志 志书 志書 县志 縣志 地方志 乡镇志 部门志",
    MaterialKind.GENEALOGY: "家谱 族谱 宗谱 谱牒 家譜 族譜 宗譜 家乘",
    MaterialKind.YEARBOOK: "年鉴 年鑑 年鑒",
    MaterialKind.HISTORICAL_ACCOUNT: "文史资料 文史資料 文史 回忆录 口述史",
    MaterialKind.MANUSCRIPT: "手稿 稿本 手抄本 日记 信札 书信",
    MaterialKind.PHOTOGRAPH: "照片 老照片 相片 影像 底片",
    MaterialKind.CONTRACT: "契约 契約 地契 房契 文书 文書 合同 契约文书",
    MaterialKind.RUBBING: "碑帖 拓片 拓本 碑刻",
    MaterialKind.MAP: "地图 地圖 舆图 輿圖",
    MaterialKind.NEWSPAPER: "报纸 報紙 报刊 報刊 期刊 杂志 雜誌",
    MaterialKind.BOOK: "图书 圖書 书 书籍 古籍 著作",
    MaterialKind.AUDIOVISUAL: "音像 录音 录像 光盘 磁带 音像资料",
    MaterialKind.OTHER: "其他 其它 实物",
}
_MATERIAL_OF_WORD = {word: kind for kind, words in _MATERIALS.items() for word in words.split(" ")}
_VOLUMES = re.compile(r"(?:共|计|計)?\s*(\S{1,8}?)\s*(?:册|冊|本|份|部|卷册)")
_PIECES = re.compile(r"(?:共|计|計)?\s*(\S{1,8}?)\s*(?:件|张|張|幅|枚|帧|幀|通|页|頁|盘|盒)")
_BARE_COUNT = re.compile(r"\d{1,3}")
_MONEY = re.compile(r"[¥￥]?\s*(\d{1,9}(?:,\d{3})*(?:\.\d{1,2})?)\s*元?")
_DATE = re.compile(
    r"\d{4}|.*\d{4}.*年?.*|.*(?:年|年间|年間|年代)(?:.*[月日刊印本])?"
    r"|(?:宋|元|明|清|民国|民國)(?:代|朝|末|初|刻本|抄本|.{2}[间間])?"
)
BRACKETED = re.compile(r"《(.+)》")


def read_headings(row: Sequence[str]) -> list[Column] | None:
    """Return what each column holds by its heading; None if these are no headings.

    What stands under a heading that nobody knows goes into the note: nothing typed is lost.
    """
    found = [_COLUMN_OF_HEADING.get(cell.strip("：: ").lower()) for cell in row]
    if Column.TITLE not in found:
        return None
    return [Column.NOTE if column is None else column for column in found]


def column_of(cell: str) -> Column | None:
    """Return what a cell surely is by its look, None if it may be anything."""
    if BRACKETED.fullmatch(cell):
        return Column.TITLE
    if cell in _MATERIAL_OF_WORD:
        return Column.MATERIAL
    if read_pieces(cell) is not None:
        return Column.PIECES
    if read_volumes(cell) is not None:
        return Column.VOLUMES
    return Column.DATE if _DATE.fullmatch(cell) else None


def read_volumes(cell: str) -> int | None:
    """Return the count that ``cell`` states: 16, 16册, 共十六本; None if it states none."""
    return _count(_VOLUMES, cell)


def read_pieces(cell: str) -> int | None:
    """Return the count of 件 that ``cell`` states with its measure word: 3张, 十二幅."""
    return None if is_bare_count(cell) else _count(_PIECES, cell)


def read_count(cell: str) -> int | None:
    """Return the count that ``cell`` states in whatever measure word."""
    pieces = _count(_PIECES, cell)
    return _count(_VOLUMES, cell) if pieces is None else pieces


def _count(pattern: re.Pattern[str], cell: str) -> int | None:
    if is_bare_count(cell):
        count: int | None = int(cell)
    else:
        found = pattern.fullmatch(cell)
        count = parse_numeral(found[1]) if found else None
    return count if count is not None and 1 <= count <= MOST_VOLUMES else None


def is_bare_count(cell: str) -> bool:
    """Whether a cell is a number of up to three digits and nothing else."""
    return _BARE_COUNT.fullmatch(cell) is not None


def read_money(cell: str) -> int | None:
    """Return an amount in yuan as cents: 1,200.50 and ￥1200.5元 are 120050; None if it is none."""
    found = _MONEY.fullmatch(cell.strip())
    if found is None:
        return None
    yuan, _, cents = found[1].replace(",", "").partition(".")
    return int(yuan) * 100 + int(cents.ljust(2, "0"))


def is_date(cell: str) -> bool:
    """Whether a cell looks like a date of whatever kind."""
    return _DATE.fullmatch(cell) is not None


def read_material(word: str) -> MaterialKind | None:
    """Return the kind that ``word`` names, None if it names none."""
    return _MATERIAL_OF_WORD.get(word)
