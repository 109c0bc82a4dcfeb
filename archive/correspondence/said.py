"""What each kind of paper says of a gift: which of its lines, under which name, what was agreed."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session

from archive.agreements.queries import agreements_of
from archive.agreements.schemas import AgreementKind, Terms
from archive.campaigns.queries import find_campaign
from archive.campaigns.schemas import CampaignView
from archive.correspondence.errors import NothingToTellError
from archive.documents.kinds import KINDS, DocumentKind
from archive.documents.schemas import Paper
from archive.documents.setting import chinese_date
from archive.donations.kinds import Decision
from archive.donations.paper_values import (
    UNNAMED,
    donor_values,
    gift_values,
    shown_name,
    things_brought,
    things_of,
)
from archive.donations.progress import ACCEPTED
from archive.donations.receipts import receipt_of
from archive.donations.schemas import DonationView, LineView
from archive.donors.schemas import DonorView
from archive.kernel.journal import Subject
from archive.markup.fill import Value
from archive.paper_templates.queries import current_template
from archive.rights.limits import Attribution, NetworkScope

_DEPOSIT = DocumentKind.DEPOSIT_AGREEMENT
# What was deposited is neither given nor ours to keep: no letter thanks for it as for a gift.
_KEPT = frozenset({*ACCEPTED, Decision.COPIED_AND_RETURNED})

LISTED: Mapping[DocumentKind, frozenset[Decision]] = {
    DocumentKind.DONATION_LIST: frozenset(Decision),
    DocumentKind.GIFT_AGREEMENT: ACCEPTED,
    DocumentKind.RECEIPT: frozenset(Decision),
    DocumentKind.CERTIFICATE: ACCEPTED,
    DocumentKind.THANKS: _KEPT,
    DocumentKind.DECLINE: frozenset({Decision.DECLINED}),
    DocumentKind.DEPOSIT_AGREEMENT: frozenset({Decision.DEPOSITED}),
}
"""The kinds of paper about a gift, and which of its lines each lists."""

_NETWORK: Mapping[NetworkScope, str] = {
    NetworkScope.NONE: "甲方未授予乙方信息网络传播权，乙方不通过网络提供上述文献。",
    NetworkScope.ON_PREMISES: "乙方可以在馆舍内通过本馆网络向读者提供上述文献的数字化复制件。",
    NetworkScope.REGISTERED: "乙方可以通过网络向本馆注册读者提供上述文献的数字化复制件。",
    NetworkScope.PUBLIC: "乙方可以通过网络向公众提供上述文献的数字化复制件。",
}


def paper_about(
    session: Session, kind: DocumentKind, donation: DonationView, remark: str = ""
) -> Paper:
    """Return what a paper of ``kind`` says of a gift as it stands now.

    How to reach the donor is left to be written in by hand: a paper is kept for ever.

    Raises:
        NothingToTellError: there is no line that it could list.
    """
    if kind is DocumentKind.RECEIPT:
        return receipt_of(session, donation)
    lines = [line for line in donation.lines if line.decision in LISTED[kind]]
    if not lines:
        raise NothingToTellError(name=KINDS[kind].name)
    template = current_template(session, kind)
    values = _values(session, kind, donation, lines) | {"附言": remark.strip()}
    offered = {place.name for place in KINDS[kind].offered}
    return Paper(
        kind=kind,
        template=template.text,
        values={name: value for name, value in values.items() if name in offered},
        things=(Subject("donation", donation.id), Subject("donor", donation.donor.id)),
        template_version=template.version,
    )


def can_tell(kind: DocumentKind, donation: DonationView) -> bool:
    """Whether a gift has lines that a paper of ``kind`` could list."""
    return any(line.decision in LISTED[kind] for line in donation.lines)


def name_on(kind: DocumentKind, donor: DonorView) -> str:
    """Return how a donor is named on a paper of ``kind``.

    A certificate hangs where others read it: it bears the name the donor chose for that. A letter
    or an agreement is between the library and the donor, whatever others may know.
    """
    if kind is DocumentKind.CERTIFICATE:
        return donor.credit_name or shown_name(donor)
    return donor.name or UNNAMED


def _values(
    session: Session, kind: DocumentKind, donation: DonationView, lines: Sequence[LineView]
) -> dict[str, Value]:
    donor = donation.donor
    count = things_brought if kind is DocumentKind.DONATION_LIST else things_of
    values = gift_values(donation, lines, count) | donor_values(donor, name_on(kind, donor))
    values |= {"捐赠人单位": donor.unit}
    if donation.campaign_id:
        values |= campaign_values(find_campaign(session, donation.campaign_id))
    if kind in {DocumentKind.GIFT_AGREEMENT, DocumentKind.DEPOSIT_AGREEMENT}:
        values |= _agreed(session, kind, donation)
    return values


def campaign_values(campaign: CampaignView) -> dict[str, Value]:
    """Return what papers say of a campaign."""
    begins = chinese_date(campaign.starts_on)
    ends = f"至{chinese_date(campaign.ends_on)}" if campaign.ends_on else "起"
    return {
        "活动名称": campaign.name,
        "活动时间": f"{begins}{ends}",
        "活动地点": campaign.place,
        "征集函正文": campaign.letter,
    }


def _agreed(session: Session, kind: DocumentKind, donation: DonationView) -> dict[str, Value]:
    """Return what the latest version of the agreement of this kind says; of none, what is usual.

    A draft that follows a signed version is what is to be signed next.
    """
    of_kind = AgreementKind.DEPOSIT if kind is _DEPOSIT else AgreementKind.GIFT
    found = [one for one in agreements_of(session, donation.id) if one.terms.kind is of_kind]
    if not found:
        return dict(_USUAL)
    newest, terms = found[0], found[0].terms
    return {
        "所有权约定": _OWNERSHIP[terms.transfers_ownership],
        "复制权约定": _COPYING[terms.may_reproduce],
        "网络传播约定": _NETWORK[terms.network_scope],
        "使用限制": _restriction(terms),
        "署名约定": _NAMED[terms.attribution](terms.credit_text or donation.donor.name),
        "协议附注": terms.note,
        "签署日期": chinese_date(newest.signed_on) if newest.signed_on else "",
        "签署人": newest.signed_by,
    }


_OWNERSHIP = {
    True: "上述文献的所有权自交接之日起归乙方，甲方不再要求返还。",
    False: "上述文献的所有权仍归甲方。",
}
_COPYING = {
    True: "甲方同意乙方为保存、提供阅览和研究的需要复制上述文献。",
    False: "未经甲方书面同意，乙方不复制上述文献；法律另有规定的除外。",
}
_NAMED: Mapping[Attribution, Callable[[str], str]] = {
    Attribution.NAMED: lambda name: f"乙方在编目、展览时注明由“{name}”捐赠。",
    Attribution.AS_WORDED: lambda name: f"乙方在编目、展览时署名为“{name}”。",
    Attribution.ANONYMOUS: lambda _name: "甲方不愿具名，乙方对外不披露甲方的姓名。",
}
_USUAL: Mapping[str, Value] = {
    "所有权约定": _OWNERSHIP[True],
    "复制权约定": _COPYING[True],
    "网络传播约定": "未经甲方另行书面同意，乙方不通过网络提供上述文献。",
    "使用限制": "甲方对上述文献的使用不另加限制。",
    "署名约定": "乙方在编目、展览时按甲方的意愿署名。",
}


def _restriction(terms: Terms) -> str:
    until = f"{chinese_date(terms.restricted_until)}以前不公开。" if terms.restricted_until else ""
    return (until + terms.restriction_note) or "甲方对上述文献的使用不另加限制。"
