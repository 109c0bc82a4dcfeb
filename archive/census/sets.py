"""The words that fields of the census are chosen from, as they are until a library changes them."""

from collections.abc import Mapping
from enum import StrEnum

from archive.kernel.errors import N_


class WordSet(StrEnum):
    """A set of words that the library may add to."""

    MOUTH = "mouth"
    BORDER = "border"
    RULING = "ruling"
    FISHTAIL = "fishtail"
    EDITION_KIND = "edition-kind"
    BINDING = "binding"
    CONTAINER = "container"
    ANNOTATION = "annotation"
    SEAL_CARVING = "seal-carving"


SET_LABELS: Mapping[WordSet, str] = {
    WordSet.MOUTH: N_("书口"),
    WordSet.BORDER: N_("边栏"),
    WordSet.RULING: N_("界行"),
    WordSet.FISHTAIL: N_("鱼尾"),
    WordSet.EDITION_KIND: N_("版本类型"),
    WordSet.BINDING: N_("装帧"),
    WordSet.CONTAINER: N_("装具"),
    WordSet.ANNOTATION: N_("批校题跋方式"),
    WordSet.SEAL_CARVING: N_("印文朱白"),
}

# One line for each word, its other spellings behind it.
DEFAULTS: Mapping[WordSet, str] = {
    WordSet.MOUTH: """\
白口
黑口
大黑口 粗黑口 濶黑口
小黑口 細黑口 綫黑口
花口
上白口下黑口
上黑口下白口""",
    WordSet.BORDER: """\
四周雙邊
四周單邊
左右雙邊
上下雙邊
四周花邊
無邊欄 無版框""",
    WordSet.RULING: """\
有界行 有界
無界行 無界
烏絲欄 墨絲欄
朱絲欄 紅絲欄
藍格
綠格
紅格
黑格""",
    WordSet.FISHTAIL: """\
單魚尾
單黑魚尾
單白魚尾
單花魚尾
雙魚尾
雙對黑魚尾 雙黑對魚尾
雙順黑魚尾 雙黑順魚尾
雙白魚尾
雙花魚尾
三魚尾
無魚尾""",
    WordSet.EDITION_KIND: """\
刻本 刊本 木刻本
木活字印本 木活字本
銅活字印本 銅活字本
泥活字印本 泥活字本
磁版印本
活字印本 活字本
套印本 朱墨套印本
餖版印本
拱花印本
刻本後印
遞修本
重修本
稿本
寫本
抄本 鈔本
影抄本 影鈔本
影宋抄本
內府本
繪本
鈐印本
拓本
石印本
鉛印本
影印本
油印本""",
    WordSet.BINDING: """\
綫裝
包背裝
蝴蝶裝
經摺裝
卷軸裝
冊頁裝
旋風裝
毛裝
金鑲玉
平裝
精裝""",
    WordSet.CONTAINER: """\
四合套
六合套
夾板
木匣
木箱
紙匣
無裝具""",
    WordSet.ANNOTATION: """\
題跋
批
校
批校
圈點
題簽
題詩
抄補""",
    WordSet.SEAL_CARVING: """\
朱文
白文
朱白相間""",
}
