"""Donations, as records that can be edited in batches: campaign, branch, mode, note."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from archive.batch_edits.kinds import AT_ONCE, Field, Record, Wanted, count_of
from archive.campaigns.queries import list_campaigns
from archive.donations.corrections import correct_gift
from archive.donations.filters import DonationFilter, conditions
from archive.donations.models import Donation
from archive.donations.schemas import AcquisitionMode, CorrectedGift
from archive.donations.service import check_received
from archive.donations.words import MODES
from archive.kernel.errors import N_, AppError
from archive.locations.queries import list_branches

_CHOSEN = ("campaign_id", "branch_id")


class Donations:
    """Gifts as they were logged; who gave and when is put right one by one."""

    name = "donation"
    label = N_("捐赠")

    def fields(self, session: Session) -> Sequence[Field]:
        """Return the fields that may be changed."""
        return (
            Field("campaign_id", N_("征集活动"), _campaigns(session)),
            Field("branch_id", N_("馆"), _branches(session)),
            Field("mode", N_("征集方式"), _modes(), is_required=True),
            Field("note", N_("备注"), max_length=2000),
        )

    def filters(self, session: Session) -> Sequence[Field]:
        """Return by what records can be narrowed."""
        return (
            Field("campaign_id", N_("征集活动"), _campaigns(session)),
            Field("branch_id", N_("馆"), _branches(session)),
            Field("mode", N_("征集方式"), _modes()),
        )

    @property
    def search_hint(self) -> str:
        """What may be typed to find gifts."""
        return N_("捐赠编号、捐赠人或清单上的题名")

    def search(self, session: Session, wanted: Wanted, limit: int, offset: int = 0) -> list[str]:
        """Return the gifts of this number, donor or title, those logged last first."""
        order = (Donation.logged_at.desc(), Donation.id)
        found = _wanted(session, wanted).order_by(*order).limit(limit).offset(offset)
        return list(session.scalars(found))

    def count(self, session: Session, wanted: Wanted, most: int) -> int:
        """Return how many there are."""
        return count_of(session, _wanted(session, wanted), most)

    def find(self, session: Session, record_ids: Iterable[str]) -> dict[str, Record]:
        """Return those of the gifts that exist."""
        wanted = list(record_ids)
        found: dict[str, Record] = {}
        for start in range(0, len(wanted), AT_ONCE):
            part = Donation.id.in_(wanted[start : start + AT_ONCE])
            rows = session.scalars(select(Donation).where(part).options(joinedload(Donation.donor)))
            found |= {row.id: _record(row) for row in rows}
        return found

    def follow(self, session: Session, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Return the changes as they are: nothing follows from them."""
        del session
        return dict(changes)

    def refusals(
        self, session: Session, after: Mapping[str, Mapping[str, Any]]
    ) -> Mapping[str, AppError]:
        """Return which gifts bear a day on which none can have come, as old slips of the pen."""
        days = select(Donation.id, Donation.received_on).where(Donation.id.in_(after))
        found: dict[str, AppError] = {}
        for donation_id, day in session.execute(days):
            try:
                check_received(session, day)
            except AppError as error:
                found[donation_id] = error
        return found

    def is_of_others(self, session: Session, record_ids: Iterable[str], branch_id: str) -> bool:
        """Return whether a gift belongs to another branch."""
        return any_of_others(session, select(Donation.id), Donation.id, record_ids, branch_id)

    def hold(self, session: Session, record_ids: Iterable[str]) -> None:
        """Hold the gifts."""
        wanted = Donation.id.in_(list(record_ids))
        held = select(Donation.id).where(wanted).order_by(Donation.id)
        session.execute(held.with_for_update())

    def write(self, session: Session, record_id: str, changes: Mapping[str, Any], why: str) -> None:
        """Put a gift right; what is counted follows from today on."""
        del why
        row = session.get_one(Donation, record_id)
        names = [field.name for field in dataclasses.fields(CorrectedGift)]
        typed = {name: value or None for name, value in changes.items() if name in _CHOSEN}
        typed |= {name: changes[name] for name in ("note",) if name in changes}
        if "mode" in changes:
            typed["mode"] = AcquisitionMode(changes["mode"])
        held = {name: getattr(row, name) for name in names}
        correct_gift(session, record_id, CorrectedGift(**(held | typed)))


def any_of_others(
    session: Session,
    records: Select[Any],
    identifier: Any,
    record_ids: Iterable[str],
    branch_id: str,
) -> bool:
    """Return whether any of ``records``, joined with their gifts, is another branch's."""
    wanted = list(record_ids)
    is_other = Donation.branch_id.is_not(None) & (Donation.branch_id != branch_id)
    for start in range(0, len(wanted), AT_ONCE):
        part = identifier.in_(wanted[start : start + AT_ONCE])
        if session.scalars(records.where(part, is_other).limit(1)).first() is not None:
            return True
    return False


def of_branch(statement: Select[str], wanted: Wanted) -> Select[str]:
    """Leave out of a statement with gifts what a branch cannot change, being another's."""
    if not wanted.branch_id:
        return statement
    own = or_(Donation.branch_id == wanted.branch_id, Donation.branch_id.is_(None))
    return statement.where(own)


def _wanted(session: Session, wanted: Wanted) -> Select[str]:
    mode = wanted.values.get("mode", "")
    asked = DonationFilter(
        text=wanted.text,
        campaign_id=wanted.values.get("campaign_id", ""),
        branch_id=wanted.values.get("branch_id", ""),
        mode=AcquisitionMode(mode) if mode in set(AcquisitionMode) else None,
    )
    return of_branch(select(Donation.id).where(*conditions(session, asked)), wanted)


def _campaigns(session: Session) -> dict[str, str]:
    return {campaign.id: campaign.name for campaign in list_campaigns(session)}


def _branches(session: Session) -> dict[str, str]:
    return {branch.id: branch.name for branch in list_branches(session)}


def _modes() -> dict[str, str]:
    return {mode.value: label for mode, label in MODES.items()}


def _record(row: Donation) -> Record:
    return Record(
        id=row.id,
        label=f"{row.number} {row.donor.name}",
        href=f"/desk/donations/{row.id}",
        fields={
            "campaign_id": row.campaign_id or "",
            "branch_id": row.branch_id or "",
            "mode": row.mode.value,
            "note": row.note,
        },
    )
