"""Statements of responsibility as lists of the Siku quanshu print them: （宋）朱震撰. Pure.

Each person is named with a dynasty in brackets, a name and what he did; persons are parted by "；".
"""

import re
from dataclasses import dataclass

_PERSON = re.compile(r"(?:[（(](?P<dynasty>[^（）()]*)[）)])?\s*(?P<rest>[^（）()]+)")
_DID = """
撰 編 注 註 輯 定 補 譯 集 批 疏 傳 述 著 箋 評 說 音 續 纂 修 校 訂 釋 解 錄 記 駁 演 增 選 刊 語
奉敕撰 奉敕纂 奉敕編 奉敕校正 奉敕編註 御製 御定 御批 御纂 御選 編纂 纂修 監修 重修 增修 承修 總辧
續纂 續撰 續增 音義 音釋 音辨 集解 正義 索隱 考證 考異 考補 補注 補註 補葺 補遺 補正 校正 校訂 校次
注釋 註釋 注跋 增釋 集論 義疏 解詁 詁訓 辨說 辨正 廣要 廣義 指解 異義 反切 重增 重編 擧要 述讚 增補
增訂 輯補 原輯 原本 原圖 編次 編註 編選 撰志 注志 撰細草 筆受 摹圖 繪圖 檢擇 刪潤 發明 頒諭 繹譯
衍義 附遺 釋術 釋文 評點 箋註 和韻
"""
_ROLES = sorted(_DID.split(), key=len, reverse=True)
_ANONYMOUS = re.compile(r"闕名|佚名|不著撰人")


@dataclass(frozen=True, slots=True)
class Responsible:
    """Somebody who wrote, edited or annotated a work; what is empty the list does not say."""

    name: str
    dynasty: str = ""
    role: str = ""

    def __str__(self) -> str:
        return f"{f'（{self.dynasty}）' if self.dynasty else ''}{self.name}{self.role}"


@dataclass(frozen=True, slots=True)
class Statement:
    """Everybody responsible, as far as the statement can be read; ``is_read`` if all of it can."""

    people: tuple[Responsible, ...]
    is_read: bool

    def __str__(self) -> str:
        return "；".join(map(str, self.people))


def parse_statement(text: str) -> Statement:
    """Return who is responsible by ``text``; what cannot be taken apart stays whole as a name.

    >>> str(parse_statement("（宋）朱震撰；（）闕名編"))
    '（宋）朱震撰；闕名編'
    """
    parts = [part.strip() for part in re.split("[；;]", text) if part.strip()]
    found = [_parse_person(part) for part in parts]
    return Statement(tuple(person for person, _ in found), all(is_read for _, is_read in found))


def _parse_person(text: str) -> tuple[Responsible, bool]:
    matched = _PERSON.fullmatch(text)
    if matched is None:
        return Responsible(text), False
    rest, dynasty = matched["rest"].strip(), (matched["dynasty"] or "").strip()
    anonymous = _ANONYMOUS.match(rest)
    if anonymous is not None:
        name = anonymous.group()
        return Responsible(name, dynasty, rest[len(name) :].strip()), True
    role = next((each for each in _ROLES if rest.endswith(each) and len(rest) > len(each)), "")
    name = rest.removesuffix(role).strip()
    return Responsible(name, dynasty, role), bool(role) and " " not in name
