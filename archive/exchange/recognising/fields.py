"""The columns that are understood, and the many words they are headed by."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from archive.kernel.errors import N_
from archive.text.fold import fold


class Field(StrEnum):
    """What a column holds."""

    LINE_ID = "line_id"
    DONATION_NUMBER = "donation_number"
    DONOR_ID = "donor_id"
    DONOR_NAME = "donor_name"
    DONOR_KIND = "donor_kind"
    UNIT = "unit"
    IS_ANONYMOUS = "is_anonymous"
    CREDIT_NAME = "credit_name"
    ON_ROLL = "on_roll"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    RECEIVED_ON = "received_on"
    CAMPAIGN = "campaign"
    BRANCH = "branch"
    MODE = "mode"
    TITLE = "title"
    AUTHOR = "author"
    DATE_TEXT = "date_text"
    MATERIAL = "material"
    VOLUMES = "volume_count"
    PIECES = "piece_count"
    CONDITION = "condition"
    VALUE_NOTE = "value_note"
    VALUE = "value"
    NOTE = "note"
    DECISION = "decision"
    ACCEPTED = "accepted_count"
    REASON = "decision_reason"
    DECIDED_ON = "decided_on"
    IS_COPY = "is_copy"
    COPY_OF = "copy_of"
    DONATION_NOTE = "donation_note"
    STAGE = "stage"
    DEPOSIT_UNTIL = "deposit_until"
    RETURNED_ON = "returned_on"
    LABEL = "label"
    EDITION = "edition"
    COPY_NUMBER = "copy_number"
    VOLUME_LABEL = "volume_label"
    SHELFMARK = "shelfmark"
    BATCH_NUMBER = "batch_number"
    SOURCE = "source"
    VOUCHER = "voucher"
    TITLES = "title_count"
    FIRST_LABEL = "first_label"
    LAST_LABEL = "last_label"
    LABELS = "label_range"
    GONE_NUMBER = "gone_number"
    GONE_ON = "gone_on"
    GONE_REASON = "gone_reason"
    APPROVAL = "approval"
    IGNORED = "ignored"


OF_REGISTERS = frozenset(
    {
        Field.LABEL,
        Field.EDITION,
        Field.COPY_NUMBER,
        Field.VOLUME_LABEL,
        Field.SHELFMARK,
        Field.BATCH_NUMBER,
        Field.SOURCE,
        Field.VOUCHER,
        Field.FIRST_LABEL,
        Field.LAST_LABEL,
        Field.LABELS,
        Field.GONE_NUMBER,
        Field.GONE_ON,
        Field.GONE_REASON,
        Field.APPROVAL,
    }
)
"""Columns of the registers; in a list of gifts they are only remarks."""
CONTACT = frozenset({Field.PHONE, Field.EMAIL, Field.ADDRESS})
"""Personal data: never in a journal, a log or a file for the public."""

LABELS: Mapping[Field, str] = {
    Field.LINE_ID: N_("行编号"),
    Field.DONATION_NUMBER: N_("捐赠编号"),
    Field.DONOR_ID: N_("捐赠人编号"),
    Field.DONOR_NAME: N_("捐赠人"),
    Field.DONOR_KIND: N_("捐赠人类别"),
    Field.UNIT: N_("工作单位"),
    Field.IS_ANONYMOUS: N_("匿名"),
    Field.CREDIT_NAME: N_("署名"),
    Field.ON_ROLL: N_("同意公示"),
    Field.PHONE: N_("电话"),
    Field.EMAIL: N_("电子邮箱"),
    Field.ADDRESS: N_("地址"),
    Field.RECEIVED_ON: N_("收到日期"),
    Field.CAMPAIGN: N_("征集活动"),
    Field.BRANCH: N_("分馆"),
    Field.MODE: N_("征集方式"),
    Field.TITLE: N_("题名"),
    Field.AUTHOR: N_("责任者"),
    Field.DATE_TEXT: N_("年代"),
    Field.MATERIAL: N_("文献类型"),
    Field.VOLUMES: N_("册数"),
    Field.PIECES: N_("件数"),
    Field.CONDITION: N_("品相"),
    Field.VALUE_NOTE: N_("价值说明"),
    Field.VALUE: N_("估价（元）"),
    Field.NOTE: N_("备注"),
    Field.DECISION: N_("决定"),
    Field.ACCEPTED: N_("接收册数"),
    Field.REASON: N_("决定理由"),
    Field.DECIDED_ON: N_("决定日期"),
    Field.IS_COPY: N_("复本"),
    Field.COPY_OF: N_("原本编号"),
    Field.DONATION_NOTE: N_("捐赠备注"),
    Field.STAGE: N_("状态"),
    Field.DEPOSIT_UNTIL: N_("寄存期限"),
    Field.RETURNED_ON: N_("退还日期"),
    Field.LABEL: N_("登录号"),
    Field.EDITION: N_("版本"),
    Field.COPY_NUMBER: N_("部次"),
    Field.VOLUME_LABEL: N_("册次"),
    Field.SHELFMARK: N_("索书号"),
    Field.BATCH_NUMBER: N_("总括登记号"),
    Field.SOURCE: N_("来源（登记簿）"),
    Field.VOUCHER: N_("凭证"),
    Field.TITLES: N_("种数"),
    Field.FIRST_LABEL: N_("起登录号"),
    Field.LAST_LABEL: N_("止登录号"),
    Field.LABELS: N_("登录号起止"),
    Field.GONE_NUMBER: N_("注销号"),
    Field.GONE_ON: N_("注销日期"),
    Field.GONE_REASON: N_("注销原因"),
    Field.APPROVAL: N_("批准"),
    Field.IGNORED: N_("（不用）"),
}
"""The headings under which we write them, always in these words so that they are found again."""

_WORDINGS = Path(__file__).with_name("headings.txt")


def _part(pattern: str) -> re.Pattern[str]:
    return re.compile(fold(pattern))


# What is left is told by parts of the word.
_PATTERNS: tuple[tuple[re.Pattern[str], Field], ...] = (
    (_part("(电话|手机)"), Field.PHONE),
    (_part("(地址|住址)"), Field.ADDRESS),
    (_part("(捐|赠|受赠|接收|收到|入馆|征集).*(日期|时间)"), Field.RECEIVED_ON),
    (_part("(捐|赠|提供|寄存).*(人|者|方|单位|姓名)"), Field.DONOR_NAME),
    (_part("(实收|接收|入藏).*册"), Field.ACCEPTED),
    (_part("(书|文献|资料|藏品|谱|题)名"), Field.TITLE),
    (_part("(出版|成书|版本|刻印|形成).*(年|日期|时间)"), Field.DATE_TEXT),
    (_part("册数?$"), Field.VOLUMES),
    (_part("件数?$"), Field.PIECES),
)
_BRACKETED = re.compile(r"[（(【\[].*?[）)】\]]")


def heading_key(text: str) -> str:
    """Return a heading without spaces and punctuation, in one script and one case."""
    kept = "".join(char for char in text if unicodedata.category(char)[0] not in "PZCS")
    return fold(kept).lower()


def _table() -> dict[str, Field]:
    known: dict[str, Field] = {}
    for line in _WORDINGS.read_text(encoding="utf-8").splitlines():
        name, _, words = line.partition(":")
        if not line.startswith("#"):
            known |= {heading_key(word): Field(name) for word in words.split()}
    return known | {heading_key(label): name for name, label in LABELS.items()}


_KNOWN = _table()


def field_of(heading: str) -> Field | None:
    """Return what a column so headed holds, None if that is not understood.

    What stands in brackets is looked at (数量（件）) and, if it tells nothing, passed over.
    """
    whole, plain = heading_key(heading), heading_key(_BRACKETED.sub("", heading))
    for key in (whole, plain):
        if key and key in _KNOWN:
            return _KNOWN[key]
    return next((name for pattern, name in _PATTERNS if pattern.search(plain)), None)
