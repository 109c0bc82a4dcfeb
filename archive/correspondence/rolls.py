"""公示名录: whom the library thanks in public, for a time or a campaign.

Only who agreed to be named is named, and only with what was kept; the gifts of the others are
counted together. Titles of theirs are not listed: a title can tell who gave it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from archive.campaigns.queries import find_campaign
from archive.correspondence.errors import NobodyToNameError
from archive.correspondence.said import campaign_values
from archive.documents.kinds import DocumentKind
from archive.documents.schemas import Paper
from archive.documents.setting import chinese_date
from archive.donations.models import DonationLine
from archive.donations.paper_values import quantity_words, title_words
from archive.donors.models import Donor
from archive.donors.queries import donor_view
from archive.kernel.journal import Subject
from archive.ledger.kinds import GIVEN
from archive.ledger.models import AcquisitionEntry as Entry
from archive.markup.fill import Rows, Value
from archive.paper_templates.queries import current_template

KIND = DocumentKind.ROLL
UNSIGNED = "未署名"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a roll is of: a campaign, or else the days from ``starts_on`` to ``ends_on``."""

    starts_on: dt.date
    ends_on: dt.date
    campaign_id: str = ""

    @property
    def subject(self) -> Subject:
        """What the roll is about."""
        if self.campaign_id:
            return Subject("campaign", self.campaign_id)
        return Subject("roll-period", f"{self.starts_on:%y%m%d}{self.ends_on:%y%m%d}")

    @property
    def words(self) -> str:
        """The time as a roll names it: a year by its number."""
        is_year = self.starts_on == dt.date(self.starts_on.year, 1, 1) and self.ends_on == dt.date(
            self.starts_on.year, 12, 31
        )
        if is_year:
            return f"{self.starts_on.year}年度"
        return f"{chinese_date(self.starts_on)}至{chinese_date(self.ends_on)}"


@dataclass(frozen=True, slots=True)
class Entered:
    """What was kept of one donor's gifts; ``name`` is empty for who is not to be named."""

    name: str
    titles: Sequence[str]
    works: int
    volumes: int
    pieces: int
    first_on: dt.date


def entered_of(session: Session, scope: Scope) -> list[Entered]:
    """Return what each donor gave within ``scope``, in the order in which it came."""
    rows = session.execute(
        select(
            Donor,
            func.sum(Entry.title_count),
            func.sum(Entry.volume_count),
            func.sum(Entry.piece_count),
            func.min(Entry.effective_on),
        )
        .join(Entry, Entry.donor_id == Donor.id)
        .where(*_within(scope))
        .group_by(Donor.id)
        .order_by(func.min(Entry.effective_on), Donor.name_key, Donor.id)
    ).all()
    titles = _titles(session, scope)
    found = []
    for donor, works, volumes, pieces, first_on in rows:
        if volumes > 0 or pieces > 0:
            name = donor_view(donor).public_name if donor.on_roll else ""
            listed = titles.get(donor.id, []) if name else []
            found.append(Entered(name, listed, int(works), int(volumes), int(pieces), first_on))
    return found


def _titles(session: Session, scope: Scope) -> dict[str, list[str]]:
    """Return by donor the titles of lines that still count, of donors who may be named."""
    rows = session.execute(
        select(Entry.donor_id, DonationLine.title)
        .join(DonationLine, DonationLine.id == Entry.line_id)
        .join(Donor, Donor.id == Entry.donor_id)
        .where(*_within(scope), Donor.on_roll, ~Donor.is_anonymous)
        .group_by(Entry.donor_id, DonationLine.id, DonationLine.title, DonationLine.sequence)
        .having(func.sum(Entry.line_count) > 0)
        .order_by(func.min(Entry.effective_on), DonationLine.sequence)
    )
    found: dict[str, list[str]] = {}
    for donor_id, title in rows:
        found.setdefault(donor_id, []).append(title)
    return found


def _within(scope: Scope) -> list[ColumnElement[bool]]:
    wanted = [~Entry.is_deposit, Entry.mode.in_(GIVEN)]
    if scope.campaign_id:
        return [*wanted, Entry.campaign_id == scope.campaign_id]
    return [*wanted, Entry.effective_on.between(scope.starts_on, scope.ends_on)]


def roll_of(session: Session, scope: Scope, remark: str = "") -> Paper:
    """Return the roll of ``scope`` as it would be published now.

    Raises:
        NobodyToNameError: nothing was given then.
    """
    entered = entered_of(session, scope)
    if not entered:
        raise NobodyToNameError
    template = current_template(session, KIND)
    values: dict[str, Value] = {
        "名录期间": scope.words,
        "名录": Rows(tuple(_rows(entered))),
        "人数": str(len(entered)),
        "数量": _amount(entered),
        "附言": remark.strip(),
    }
    if scope.campaign_id:
        campaign = find_campaign(session, scope.campaign_id)
        values |= campaign_values(campaign) | {"名录期间": f"“{campaign.name}”期间"}
    return Paper(
        kind=KIND,
        template=template.text,
        values=values,
        things=(scope.subject,),
        template_version=template.version,
    )


def _rows(entered: Sequence[Entered]) -> list[dict[str, str]]:
    named = [one for one in entered if one.name]
    unnamed = [one for one in entered if not one.name]
    rows = [
        {
            "捐赠人": one.name,
            "捐赠文献": title_words(one.titles),
            "数量": _amount([one]),
            "日期": f"{one.first_on.year}年{one.first_on.month}月",
        }
        for one in named
    ]
    if unnamed:
        said = f"另有{len(unnamed)}位（家）捐赠人"
        rows.append({"捐赠人": UNSIGNED, "捐赠文献": said, "数量": _amount(unnamed), "日期": ""})
    return [{"序号": str(place), **row} for place, row in enumerate(rows, start=1)]


def _amount(entered: Sequence[Entered]) -> str:
    return quantity_words(
        sum(one.works for one in entered),
        sum(one.volumes for one in entered),
        sum(one.pieces for one in entered),
    )
