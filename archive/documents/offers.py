"""The places that papers can have filled in, with an example of each for samples and previews.

The engine knows their names; what stands there is said by whoever issues the paper. How to reach a
donor is never filled in: papers are kept for ever, and that must be erased when he asks.
"""

import dataclasses

from archive.kernel.errors import N_
from archive.markup.blocks import Column
from archive.markup.placeholders import Placeholder

Offer = tuple[Placeholder, ...]

BY_HAND = "＿＿＿＿＿＿＿＿"

COMMON: Offer = (
    Placeholder("馆名", N_("本馆的名称"), "醴陵市图书馆"),
    Placeholder("馆址", N_("本馆的地址（在设置中填写）"), "醴陵市渌江大道1号"),
    Placeholder("馆电话", N_("本馆的电话（在设置中填写）"), "0731-23200000"),
    Placeholder("编号", N_("这份单据的编号"), "收字〔2026〕第0001号"),
    Placeholder("签发日期", N_("签发的日期"), "2026年3月2日"),
    Placeholder("汉字日期", N_("签发的日期，用汉字"), "二〇二六年三月二日"),
    Placeholder("年度", N_("签发的年份"), "2026"),
    Placeholder("经办人", N_("签发单据的工作人员"), "王芳"),
)
NOTE: Offer = (Placeholder("说明", N_("补开的原因、替代的编号"), ""),)
REMARK: Offer = (
    Placeholder("附言", N_("签发时另写的话"), ""),
    *NOTE,
)
DONOR: Offer = (
    Placeholder("捐赠人", N_("捐赠人的姓名或名称"), "张毓鋆"),
    Placeholder("捐赠人类别", N_("个人、家族或单位"), "个人"),
)
CONTACT: Offer = (
    Placeholder("捐赠人单位", N_("捐赠人的工作单位"), "渌江书院", when_empty=BY_HAND),
    Placeholder("捐赠人电话", N_("捐赠人的电话：印一条横线，由捐赠人手写"), when_empty=BY_HAND),
    Placeholder("捐赠人邮箱", N_("捐赠人的电子邮箱：印一条横线，由捐赠人手写"), when_empty=BY_HAND),
    Placeholder("捐赠人地址", N_("捐赠人的地址：印一条横线，由捐赠人手写"), when_empty=BY_HAND),
)
CAMPAIGN: Offer = (
    Placeholder("活动名称", N_("征集活动的名称"), "2026年古旧书籍展"),
    Placeholder("活动时间", N_("征集活动的起止日期"), "2026年3月1日至2026年12月27日"),
    Placeholder("活动地点", N_("征集活动的地点"), "总馆一楼展厅"),
    Placeholder(
        "征集函正文",
        N_("征集活动中写好的函件正文，可有几段"),
        "　　家谱、契约、旧报、老照片，凡与本地有关者，皆在征集之列。",
    ),
)
_GIFT_ONLY: Offer = (
    Placeholder("捐赠编号", N_("捐赠的编号"), "捐2026-0001"),
    Placeholder("收到日期", N_("文献送到的日期"), "2026年3月2日"),
    Placeholder("征集方式", N_("捐赠、购买、复制、交换、寄存、呈缴或征集"), "捐赠"),
)
GIFT: Offer = (
    *_GIFT_ONLY,
    Placeholder("题名", N_("所列文献的题名，最多三种"), "《醴陵縣志》《渌江书院讲义》"),
    Placeholder("数量", N_("所列文献的数量"), "2种4册"),
    Placeholder("汉字数量", N_("所列文献的数量，用汉字"), "二种四册"),
    Placeholder("种数", N_("所列文献的种数"), "2"),
    Placeholder("册数", N_("所列文献的册数"), "4"),
)
_COLUMNS = (
    Column("序号", 3, is_centred=True),
    Column("题名"),
    Column("责任者", 8),
    Column("年代", 8),
    Column("类型", 5, is_centred=True),
    Column("册数", 3, is_centred=True),
    Column("件数", 3, is_centred=True),
    Column("品相", 7),
    Column("备注", 8),
    Column("处理", 6, is_centred=True),
    Column("理由", 12),
)


def _lines(*shown: str) -> Offer:
    by_name = {column.name: column for column in _COLUMNS}
    first = tuple(by_name[name] for name in shown)
    rest = tuple(column for column in _COLUMNS if column not in first)
    return (Placeholder("清单", N_("文献清单，可选列"), columns=(*first, *rest), shown=len(first)),)


LINES = _lines("序号", "题名", "责任者", "年代", "册数")
LISTED_LINES = _lines("序号", "题名", "责任者", "年代", "类型", "册数", "备注")
RECEIVED_LINES = _lines("序号", "题名", "责任者", "年代", "册数", "处理", "理由")
DECLINED_LINES = _lines("序号", "题名", "册数", "理由")
AGREED: Offer = (
    Placeholder("所有权约定", N_("协议：所有权是否转移"), "上述文献的所有权自交接之日起归乙方。"),
    Placeholder("复制权约定", N_("协议：可否复制"), "甲方同意乙方为保存和提供阅览复制上述文献。"),
    Placeholder("网络传播约定", N_("协议：网络传播的范围"), "甲方同意乙方通过网络向公众提供。"),
    Placeholder("使用限制", N_("协议：限制到哪一天、怎样限制"), "2030年1月1日以前不公开借阅。"),
    Placeholder("署名约定", N_("协议：怎样署名"), "乙方在编目和展览时注明“张毓鋆捐赠”。"),
    Placeholder("协议附注", N_("协议：其他约定"), ""),
    Placeholder("签署日期", N_("协议签署的日期"), "", when_empty="＿＿＿＿年＿＿月＿＿日"),
    Placeholder("签署人", N_("代表捐赠人签署的人"), "", when_empty=BY_HAND),
)
ROLL: Offer = (
    Placeholder("名录期间", N_("公示的年度或征集活动"), "2026年度"),
    Placeholder(
        "名录",
        N_("愿意公示的捐赠人和所捐文献"),
        columns=(
            Column("序号", 3, is_centred=True),
            Column("捐赠人", 12),
            Column("捐赠文献"),
            Column("数量", 7, is_centred=True),
            Column("日期", 8, is_centred=True),
        ),
        shown=5,
    ),
    Placeholder("人数", N_("名录中捐赠人的数目"), "12"),
    Placeholder("数量", N_("名录中文献的数量"), "69种105册"),
)


def required(offer: Offer, *names: str) -> Offer:
    """Return ``offer`` with the places ``names`` required of every template."""
    return tuple(
        dataclasses.replace(place, is_required=True) if place.name in names else place
        for place in offer
    )


def sample_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of an example of the table ``name``."""
    return _SAMPLES.get(name, ())


_SAMPLES: dict[str, tuple[dict[str, str], ...]] = {
    "清单": (
        {
            "序号": "1",
            "题名": "醴陵縣志",
            "责任者": "徐淦等修",
            "年代": "清同治十年",
            "类型": "方志",
            "册数": "3",
            "品相": "书口微损",
            "处理": "接收",
        },
        {
            "序号": "2",
            "题名": "渌江书院讲义",
            "责任者": "劉青藜",
            "年代": "1936",
            "类型": "图书",
            "册数": "1",
            "备注": "封面破损",
            "处理": "不接收",
            "理由": "本馆已有复本",
        },
    ),
    "名录": (
        {
            "序号": "1",
            "捐赠人": "张毓鋆",
            "捐赠文献": "《醴陵縣志》《渌江书院讲义》",
            "数量": "2种4册",
            "日期": "2026年3月",
        },
        {
            "序号": "2",
            "捐赠人": "醴陵陶瓷研究所",
            "捐赠文献": "《醴陵釉下五彩图录》",
            "数量": "1种2册",
            "日期": "2026年5月",
        },
    ),
}
