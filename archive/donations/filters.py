"""Which gifts a list shows, said in SQL: every part of it is answered by an index."""

import datetime as dt
import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, union
from sqlalchemy.orm import Session

from archive.donations.kinds import AcquisitionMode, Stage
from archive.donations.models import Donation, DonationMove
from archive.donations.states.events import Event
from archive.donors.look_up import typed_donors
from archive.likeness.service import Kind, parents_of_titled

_NUMBER = re.compile(r"捐?(?:(\d{4})\s*[-－—]\s*)?(\d{1,5})")
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_PAST_AGREEMENT = (
    Stage.HANDED_OVER,
    Stage.ACCESSIONED,
    Stage.CATALOGUED,
    Stage.THANKED,
    Stage.ANNOUNCED,
)
_TO_BE_AGREED = (AcquisitionMode.DONATION, AcquisitionMode.DEPOSIT)
"""How things come in that are somebody's to give or to leave; what is bought has its bill."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def read(cls, text: str) -> "Month | None":
        """Return the month written ``2018-12``, None if it is none."""
        found = re.fullmatch(r"(\d{4})-(\d{1,2})", text)
        year, month = map(int, found.groups()) if found else (0, 0)
        return cls(year, month) if dt.MINYEAR <= year < dt.MAXYEAR and 1 <= month <= 12 else None

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, self.month, 1)

    @property
    def end(self) -> dt.date:
        """The first day after it."""
        return dt.date(self.year + self.month // 12, self.month % 12 + 1, 1)

    def __str__(self) -> str:
        """Return it as it is written in an address."""
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class DonationFilter:
    """Which donations a list shows; what is None or empty does not narrow it.

    ``text`` is a number, a part of a title of at least two characters, or what a donor is found by.
    ``month`` is that in which the gift was received.
    """

    text: str = ""
    donor_id: str = ""
    campaign_id: str = ""
    branch_id: str = ""
    mode: AcquisitionMode | None = None
    stage: Stage | None = None
    month: Month | None = None
    idle_since: dt.date | None = None
    lacks_agreement: bool = False


def is_idle_since(day: dt.date) -> ColumnElement[bool]:
    """Say in SQL that nothing has moved a donation since before ``day``."""
    moved_on = select(func.max(DonationMove.moved_on)).where(
        DonationMove.donation_id == Donation.id
    )
    return moved_on.scalar_subquery() < day


def lacks_agreement() -> ColumnElement[bool]:
    """Say in SQL that a gift went past the agreement without one being signed."""
    agreed = select(DonationMove.donation_id).where(
        DonationMove.donation_id == Donation.id, DonationMove.event == Event.AGREE.value
    )
    return and_(
        Donation.stage.in_(_PAST_AGREEMENT), Donation.mode.in_(_TO_BE_AGREED), ~agreed.exists()
    )


def conditions(session: Session, wanted: DonationFilter) -> list[ColumnElement[bool]]:
    """Return what holds of the donations ``wanted``; asks one short question of a text."""
    found: list[ColumnElement[bool]] = []
    if wanted.text.strip():
        found.append(_mentions(session, wanted.text.strip()))
    for column, value in (
        (Donation.donor_id, wanted.donor_id),
        (Donation.campaign_id, wanted.campaign_id),
        (Donation.branch_id, wanted.branch_id),
        (Donation.mode, wanted.mode),
        (Donation.stage, wanted.stage),
    ):
        if value:
            found.append(column == value)
    if wanted.month is not None:
        found += [
            Donation.received_on >= wanted.month.first,
            Donation.received_on < wanted.month.end,
        ]
    if wanted.idle_since is not None:
        found.append(is_idle_since(wanted.idle_since))
    if wanted.lacks_agreement:
        found.append(lacks_agreement())
    return found


def _mentions(session: Session, text: str) -> ColumnElement[bool]:
    """Say that a gift has this number, such a donor, or such a title on its list.

    Each of the three is looked up by itself, so that no engine goes through all gifts for it.
    """
    donors = typed_donors(text)
    titled = parents_of_titled(session, Kind.DONATION_LINE, text)
    found = [
        select(Donation.id).where(or_(*(Donation.number == each for each in numbers_of(text))))
    ]
    if donors is not None:
        found.append(select(Donation.id).where(Donation.donor_id.in_(donors)))
    if titled is not None:
        found.append(titled)
    return Donation.id.in_(union(*found))


def numbers_of(text: str) -> list[str]:
    """Return the numbers that somebody may mean who types ``text``: 12, 2026-12, 捐2026-0012."""
    spoken = _NUMBER.fullmatch(text)
    if spoken is None:
        return [text]
    year, number = spoken.groups()
    years = [int(year)] if year else range(_FIRST_YEAR, _LAST_YEAR + 1)
    return [text, *(f"捐{each}-{int(number):04}" for each in years)]
