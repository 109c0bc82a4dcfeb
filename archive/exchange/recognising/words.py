"""The words of closed sets, as spreadsheets write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from archive.accessions.schemas import DeregistrationReason, Source
from archive.accessions.words import REASONS, SOURCES
from archive.donations.kinds import AcquisitionMode, Decision, DonorKind, MaterialKind, Stage
from archive.donations.words import DECISIONS, DONOR_KINDS, MATERIALS, MODES, STAGES
from archive.exchange.recognising.fields import heading_key

T = TypeVar("T")

DECISION_LABELS: Mapping[Decision, str] = {key: label for key, (label, _) in DECISIONS.items()}
MODE_LABELS: Mapping[AcquisitionMode, str] = MODES
DECISION_WORDS = "、".join(DECISION_LABELS.values())
MODE_WORDS = "、".join(MODES.values())
MATERIAL_WORDS = "、".join(MATERIALS.values())
DONOR_WORDS = "、".join(DONOR_KINDS.values())
YES_WORDS = "是、否"
UNWRITTEN_REASON = "原表未写理由"
UNWRITTEN_APPROVAL = "原簿未写批准"

_DECISIONS: Mapping[Decision, str] = {
    Decision.ACCEPTED: (
        "接收 已接收 接受 收 收藏 入藏 已入藏 收录 同意 同意接收 全部接收 是 √ ✓ y yes 1"
    ),
    Decision.PARTLY_ACCEPTED: "部分接收 部分接受 部分收藏 部分入藏 选收 部分",
    Decision.COPIED_AND_RETURNED: "复制后退还 复制退还 扫描后退还 复制后归还 扫描后归还 复印后退还",
    Decision.DEPOSITED: "寄存 代存 代管",
    Decision.DECLINED: (
        "不接收 不接受 婉拒 已婉拒 拒收 不收 不收藏 不入藏 未接收 未入藏 未收 退 退回 "
        "否 × ✗ x n no 0"
    ),
    Decision.PENDING: "待定 待决定 未定 未决定 待鉴定 待审核",
}
_WITHDRAWN = "撤回 已撤回 撤销 捐赠人撤回 取回 收回 取消"
_RETURNED = "已退还 退还"
_MODES: Mapping[AcquisitionMode, str] = {
    AcquisitionMode.DONATION: "捐赠 捐献 赠送 受赠 赠书 赠予 个人捐赠 单位捐赠 社会捐赠 无偿捐赠",
    AcquisitionMode.PURCHASE: "购买 购入 采购 收购 征购 购",
    AcquisitionMode.COPYING: "复制 复印 扫描 翻拍",
    AcquisitionMode.EXCHANGE: "交换 互换",
    AcquisitionMode.DEPOSIT: "寄存 代存 代管",
    AcquisitionMode.LEGAL_DEPOSIT: "呈缴 缴送 呈交 上缴 移交",
    AcquisitionMode.COLLECTING: "征集 上门征集 索取 索赠",
}
_MATERIALS: Mapping[MaterialKind, str] = {
    MaterialKind.GAZETTEER: "方志 志书 县志 地方志 市志 乡镇志 部门志",
    MaterialKind.GENEALOGY: "家谱 族谱 宗谱 谱牒 支谱",
    MaterialKind.YEARBOOK: "年鉴 统计年鉴",
    MaterialKind.HISTORICAL_ACCOUNT: "文史资料 文史 党史资料 史料",
    MaterialKind.MANUSCRIPT: "手稿 稿本 抄本 书信 日记 信札 手迹",
    MaterialKind.PHOTOGRAPH: "照片 老照片 相片 图片",
    MaterialKind.CONTRACT: "契约文书 契约 地契 房契 文书 契据",
    MaterialKind.RUBBING: "碑帖 拓片 碑刻拓片 字帖",
    MaterialKind.MAP: "地图 舆图",
    MaterialKind.NEWSPAPER: "报刊 报纸 期刊 杂志",
    MaterialKind.BOOK: "图书 书 书籍 古籍 线装书 平装书 著作 专著",
    MaterialKind.AUDIOVISUAL: "音像 光盘 录音 录像 音像资料 磁带 唱片",
    MaterialKind.OTHER: "其他 其它 实物 资料",
}
_DONORS: Mapping[DonorKind, str] = {
    DonorKind.PERSON: "个人 私人 人 person",
    DonorKind.FAMILY: "家庭 家族 家属 宗族 family",
    DonorKind.ORGANISATION: "单位 团体 机构 企业 公司 部门 机关 organisation",
}
_YES = "是 有 对 √ ✓ ✔ y yes true 1 复本 副本 匿名 重复"
_NO = "否 无 不是 × ✗ n no false 0 非复本 正本 原本 不匿名"
_ORGANISATIONS = (
    "局 委 会 办 馆 院 校 社 公司 厂 中心 学会 协会 大学 中学 小学 部 处 所 集团 政府 "
    "党校 出版社 书店 基金会"
)
_WITHDRAWALS: Mapping[DeregistrationReason, str] = {
    DeregistrationReason.LOST: "遗失 丢失 被盗 失窃 短少 盘亏 丢失赔偿 读者遗失 读者丢失",
    DeregistrationReason.DAMAGED: "损毁 破损 残破 污损 毁损 霉烂 虫蛀 破旧 破损严重 损坏 水渍",
    DeregistrationReason.WEEDED: "剔旧 剔除 下架 过时 陈旧 报废 多余复本 复本过多",
    DeregistrationReason.TRANSFERRED: "调拨 调出 划拨 移交 转拨 拨出",
    DeregistrationReason.RETURNED: "退还 归还 退回 返还",
    DeregistrationReason.OTHER: "其他 其它",
}
_UNNAMED = "匿名 佚名 无名氏 不详 不愿透露姓名 爱心人士 热心市民 某先生 某女士"


def _key(word: str) -> str:
    return heading_key(word) or word.strip().lower()


def _table(
    words: Mapping[T, str], labels: Mapping[T, Any], also: Mapping[str, T] | None = None
) -> dict[str, T]:
    known = {_key(word): member for member, listed in words.items() for word in listed.split()}
    for member, label in labels.items():
        known[_key(label if isinstance(label, str) else label[0])] = member
        known[_key(str(member))] = member
    return known | dict(also or {})


_DECISION_OF = _table(_DECISIONS, DECISIONS)
_MODE_OF = _table(_MODES, MODES)
_MATERIAL_OF = _table(_MATERIALS, MATERIALS)
_DONOR_OF = _table(_DONORS, DONOR_KINDS)
_WITHDRAWAL_OF = _table(_WITHDRAWALS, REASONS)
_YES_OR_NO = {
    **{_key(word): True for word in _YES.split()},
    **{_key(word): False for word in _NO.split()},
}
_STAGE_OF = {
    **{_key(word): Stage.WITHDRAWN for word in _WITHDRAWN.split()},
    **{_key(word): Stage.RETURNED for word in _RETURNED.split()},
    **{_key(label): stage for stage, (label, _) in STAGES.items()},
}


def read_decision(text: str) -> Decision | None:
    """Return the decision that a word names, None if it names none."""
    return _DECISION_OF.get(_key(text))


def read_exit(text: str) -> Stage | None:
    """Return the way out (撤回, 退还) that a word names, None if it names none."""
    stage = _STAGE_OF.get(_key(text))
    return stage if stage in {Stage.WITHDRAWN, Stage.RETURNED} else None


def read_stage(text: str) -> Stage | None:
    """Return the stage that a word names, None if it names none."""
    return _STAGE_OF.get(_key(text))


def read_mode(text: str) -> AcquisitionMode | None:
    """Return the mode of acquisition that a word names, None if it names none."""
    return _MODE_OF.get(_key(text))


def read_material(text: str) -> MaterialKind | None:
    """Return the kind of document that a word names, None if it names none."""
    return _MATERIAL_OF.get(_key(text))


def read_donor_kind(text: str) -> DonorKind | None:
    """Return the kind of donor that a word names, None if it names none."""
    return _DONOR_OF.get(_key(text))


def read_withdrawal_reason(text: str) -> tuple[DeregistrationReason, bool]:
    """Return why a volume was taken out, and whether the word says just that and no more."""
    found = _WITHDRAWAL_OF.get(_key(text))
    if found is not None:
        return found, text == REASONS[found]
    for reason, words in _WITHDRAWALS.items():
        if any(word in text for word in words.split()):
            return reason, False
    return DeregistrationReason.OTHER, False


@dataclass(frozen=True, slots=True)
class ReadSource:
    """How something came, as the registers keep it: a mode or, if it is none, the words."""

    mode: str = ""
    text: str = ""
    is_gift: bool = False


def read_source(text: str) -> ReadSource:
    """Return what a register says of the source of an entry."""
    modes = {label: mode for mode, label in MODES.items()}
    if text in modes:
        return ReadSource(modes[text].value, is_gift=modes[text] is AcquisitionMode.DONATION)
    if text == SOURCES[Source.DONATION]:
        return ReadSource(is_gift=True)
    return ReadSource(text="" if text == SOURCES[Source.EXISTING] else text)


def read_yes(text: str) -> bool | None:
    """Return whether a word says yes, None if it says neither yes nor no."""
    return _YES_OR_NO.get(_key(text))


def guess_donor_kind(name: str) -> DonorKind:
    """Return what a donor of this name is likely to be."""
    if len(name) > 3 and name.endswith(tuple(_ORGANISATIONS.split())):
        return DonorKind.ORGANISATION
    if name.endswith(("家族", "一家", "家属", "全家", "宗亲", "后人", "後人")):
        return DonorKind.FAMILY
    return DonorKind.PERSON


def is_unnamed(name: str) -> bool:
    """Whether a name says that the donor does not want one."""
    return _key(name) in {_key(word) for word in _UNNAMED.split()}


def is_copy_remark(text: str) -> bool:
    """Whether a remark says nothing but that it is a copy (复本)."""
    return _key(text) in {_key("复本"), _key("副本")}
