"""What kind of document a title speaks of, pure: the kind nobody had time to choose.

Chinese titles end in their kind (醴陵县志, 潘氏族谱). What follows that is an addition: a year, a
revision, a part, a count, a remark in brackets. So additions are taken off the end until the
kind stands there, or nothing is left to take.
"""

import re

from archive.ledger.kinds import MaterialKind

_NUMBER = r"[\d０-９一二两三四五六七八九十百零〇廿]+"
_ADDITION = re.compile(
    rf"(?:[\s·.．,，、:：\-—–~～]+"
    rf"|[（(〔\[【][^（(〔\[【]*[）)〕\]】]"
    rf"|第?{_NUMBER}(?:[辑輯期册冊卷集号號本版部套张張份件幅枚帧幀通封页頁轮輪]|周年)"
    rf"|卷{_NUMBER}|卷[首末]|[上中下](?:[册冊卷编編集])?|[全一][套册冊部]"
    rf"|{_NUMBER}(?:年[度代]?)?|(?:清|明|宋|元|民国|民國)?[^\s，。]{{2}}[间間]"
    rf"|(?:{_NUMBER}|[初续續重新])[修纂](?:[本版])?"
    rf"|修订[本版]?|[续續][编編集]|合[订訂][本册]?|[影复複][印][本件]|[残殘全][卷本]|点校本|刻本|资料|資料)$"
)
_OF_ENDING: tuple[tuple[re.Pattern[str], MaterialKind], ...] = tuple(
    (re.compile(f"(?:{endings})$"), kind)
    for endings, kind in (
        ("拓片|拓本|碑帖|碑刻|墓[志誌]铭?|法帖", MaterialKind.RUBBING),
        (
            "手稿|稿本|手抄本|抄本|日[记記]|信札|[书書]信|手札|家[书書]|底稿",
            MaterialKind.MANUSCRIPT,
        ),
        ("照片|相片|合影|合照|留影|影集|相[册冊]|底片|[旧舊]影|老照", MaterialKind.PHOTOGRAPH),
        (
            "契|契[约約书書]|[地房田山][契券]|合同|合[约約]|分[关關](?:[书書])?|[阄鬮][书書]|租[约約]|借据|借據|契尾",
            MaterialKind.CONTRACT,
        ),
        (
            "[地舆輿全疆界][图圖]|[图圖][舆輿]|水系[图圖]|[县縣]境?[图圖]|形[势勢][图圖]",
            MaterialKind.MAP,
        ),
        (
            "[日晚周週民公时時导導早商青新大农農工][报報]|快[报報]|小[报報]|[杂雜][志誌]|期刊|月刊|季刊|周刊|旬刊|[报報][纸紙]|半月刊|通[讯訊]",
            MaterialKind.NEWSPAPER,
        ),
        (
            "光[盘盤碟]|磁[带帶]|[录錄]音|[录錄]像|唱片|[视視][频頻]|[纪紀][录錄]片|影[带帶]|戏曲选段",
            MaterialKind.AUDIOVISUAL,
        ),
        ("年[鉴鑑鑒]", MaterialKind.YEARBOOK),
        (
            "文史(?:[资資]料(?:[选選][辑輯编編])?|[选選][辑輯])?|回[忆憶][录錄]|口述史|[党黨]史",
            MaterialKind.HISTORICAL_ACCOUNT,
        ),
        (
            "(?<![年画畫曲棋乐樂歌菜食脸臉琴印花竹石墨])[谱譜](?:[牒序])?|家乘|世系[表图圖]?|宗支[图圖]?",
            MaterialKind.GENEALOGY,
        ),
        ("(?<![杂雜同墓标標日意壮壯])[志誌](?:[初续續]?[稿略要])?", MaterialKind.GAZETTEER),
    )
)
_QUOTES = re.compile('[《》〈〉「」『』"“”]')
_MOST_ADDITIONS = 8


def kind_of_title(title: str) -> MaterialKind:
    """Return the kind that a title speaks of, a book if it speaks of none.

    Where the whole says nothing its words are asked in their order: 老照片 渌江桥.
    """
    plain = _QUOTES.sub("", title)
    found = (_kind_at_end(part) for part in (plain, *plain.split()))
    return next((kind for kind in found if kind is not None), MaterialKind.BOOK)


def _kind_at_end(text: str) -> MaterialKind | None:
    rest = text.strip()
    for _ in range(_MOST_ADDITIONS):
        kind = next((kind for ending, kind in _OF_ENDING if ending.search(rest)), None)
        shorter = _ADDITION.sub("", rest)
        if kind is not None or shorter in {"", rest}:
            return kind
        rest = shorter
    return None
