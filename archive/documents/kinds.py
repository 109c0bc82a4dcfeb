"""The nine kinds of paper: what they are called and numbered, on what sheet, what they can say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from archive.documents.offers import (
    AGREED,
    CAMPAIGN,
    COMMON,
    CONTACT,
    DECLINED_LINES,
    DONOR,
    GIFT,
    LINES,
    LISTED_LINES,
    NOTE,
    RECEIVED_LINES,
    REMARK,
    ROLL,
    required,
)
from archive.kernel.errors import N_
from archive.markup.placeholders import Placeholder


class DocumentKind(StrEnum):
    """What sort of paper it is."""

    SOLICITATION = "solicitation"
    DONATION_LIST = "donation-list"
    GIFT_AGREEMENT = "gift-agreement"
    RECEIPT = "receipt"
    CERTIFICATE = "certificate"
    THANKS = "thanks"
    DECLINE = "decline"
    DEPOSIT_AGREEMENT = "deposit-agreement"
    ROLL = "roll"


class Sheet(StrEnum):
    """The paper on which it is set."""

    A4 = "a4"
    A4_LANDSCAPE = "a4-landscape"
    A5_LANDSCAPE = "a5-landscape"


@dataclass(frozen=True, slots=True)
class KindOfPaper:
    """What is settled for a kind of paper, whatever its template says.

    Attributes:
        name: what it is called, a zh-Hans message.
        word: the character before 字 in its numbers.
        series: the name of its series of numbers, a year apart.
        offered: the places that its template can have filled in.
        sheets: the sheets it is set on; the first on which it is a single page.
    """

    name: str
    word: str
    series: str
    offered: tuple[Placeholder, ...]
    sheets: tuple[Sheet, ...] = (Sheet.A4,)


KINDS: Mapping[DocumentKind, KindOfPaper] = {
    DocumentKind.SOLICITATION: KindOfPaper(
        N_("征集函"),
        "函",
        "solicitations",
        (*required(DONOR, "捐赠人"), *CONTACT, *CAMPAIGN, *REMARK, *COMMON),
    ),
    DocumentKind.DONATION_LIST: KindOfPaper(
        N_("捐赠登记表"),
        "登",
        "donation-lists",
        (
            *required(DONOR, "捐赠人"),
            *CONTACT,
            *GIFT,
            *required(LISTED_LINES, "清单"),
            *REMARK,
            *COMMON,
        ),
    ),
    DocumentKind.GIFT_AGREEMENT: KindOfPaper(
        N_("捐赠协议"),
        "协",
        "gift-agreements",
        (
            *required(DONOR, "捐赠人"),
            *CONTACT,
            *GIFT,
            *required(LISTED_LINES, "清单"),
            *required(AGREED, "所有权约定"),
            *REMARK,
            *COMMON,
        ),
    ),
    DocumentKind.RECEIPT: KindOfPaper(
        N_("交接清单与收据"),
        "收",
        "receipts",
        (*required(DONOR, "捐赠人"), *GIFT, *required(RECEIVED_LINES, "清单"), *NOTE, *COMMON),
        (Sheet.A5_LANDSCAPE, Sheet.A4),
    ),
    DocumentKind.CERTIFICATE: KindOfPaper(
        N_("收藏证书"),
        "证",
        "certificates",
        (*required(DONOR, "捐赠人"), *GIFT, *LINES, *COMMON),
        (Sheet.A4_LANDSCAPE,),
    ),
    DocumentKind.THANKS: KindOfPaper(
        N_("感谢信"),
        "谢",
        "thanks",
        (*required(DONOR, "捐赠人"), *CONTACT, *GIFT, *LINES, *REMARK, *COMMON),
    ),
    DocumentKind.DECLINE: KindOfPaper(
        N_("婉拒函"),
        "复",
        "declines",
        (
            *required(DONOR, "捐赠人"),
            *CONTACT,
            *GIFT,
            *required(DECLINED_LINES, "清单"),
            *REMARK,
            *COMMON,
        ),
    ),
    DocumentKind.DEPOSIT_AGREEMENT: KindOfPaper(
        N_("寄存协议"),
        "寄",
        "deposit-agreements",
        (
            *required(DONOR, "捐赠人"),
            *CONTACT,
            *GIFT,
            *required(LISTED_LINES, "清单"),
            *AGREED,
            *REMARK,
            *COMMON,
        ),
    ),
    DocumentKind.ROLL: KindOfPaper(
        N_("公示名录"), "公", "rolls", (*required(ROLL, "名录"), *CAMPAIGN, *REMARK, *COMMON)
    ),
}
