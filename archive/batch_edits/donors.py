"""Donors, as records that can be edited in batches. How to reach them is no part of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.batch_edits.kinds import AT_ONCE, Field, Record, Wanted, count_of
from archive.donations.words import DONOR_KINDS
from archive.donors import service
from archive.donors.errors import DonorMergedError
from archive.donors.look_up import typed_donors
from archive.donors.models import Donor
from archive.donors.queries import find_donor, find_donors
from archive.donors.schemas import DonorKind, DonorView, NewDonor
from archive.kernel import journal
from archive.kernel.errors import N_, AppError

YES, NO = "yes", "no"
_CHOICE = {YES: N_("是"), NO: N_("否")}


class Donors:
    """Who gave: what kind of donor, where he works, whether and how he may be named."""

    name = "donor"
    label = N_("捐赠人")

    def fields(self, session: Session) -> Sequence[Field]:
        """Return the fields that may be changed."""
        del session
        return (
            Field("kind", N_("类别"), _kinds(), is_required=True),
            Field("unit", N_("单位"), max_length=200),
            Field("is_anonymous", N_("不具名"), _CHOICE, is_required=True),
            Field("credit_name", N_("署名"), max_length=200),
            Field("on_roll", N_("同意列入芳名录"), _CHOICE, is_required=True),
        )

    def filters(self, session: Session) -> Sequence[Field]:
        """Return by what records can be narrowed."""
        del session
        return (Field("kind", N_("类别"), _kinds()),)

    @property
    def search_hint(self) -> str:
        """What may be typed to find donors."""
        return N_("姓名、单位或其拼音首字母")

    def search(self, session: Session, wanted: Wanted, limit: int, offset: int = 0) -> list[str]:
        """Return the donors whose name or unit, or its pinyin, may be meant."""
        statement = _wanted(wanted).order_by(Donor.created_at.desc(), Donor.id)
        return list(session.scalars(statement.limit(limit).offset(offset)))

    def count(self, session: Session, wanted: Wanted, most: int) -> int:
        """Return how many there are."""
        return count_of(session, _wanted(wanted), most)

    def find(self, session: Session, record_ids: Iterable[str]) -> dict[str, Record]:
        """Return those of the donors that exist."""
        wanted = list(record_ids)
        found: dict[str, Record] = {}
        for start in range(0, len(wanted), AT_ONCE):
            donors = find_donors(session, wanted[start : start + AT_ONCE])
            found |= {donor_id: _record(donor) for donor_id, donor in donors.items()}
        return found

    def follow(self, session: Session, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Return the changes with the day of the consent, which goes with it."""
        if "on_roll" not in changes:
            return dict(changes)
        given_on = journal.today(session).isoformat() if changes["on_roll"] == YES else ""
        return dict(changes) | {"consent_on": given_on}

    def refusals(
        self, session: Session, after: Mapping[str, Mapping[str, Any]]
    ) -> Mapping[str, AppError]:
        """Return which donors' records became a part of another one."""
        merged = select(Donor.id).where(Donor.id.in_(after), Donor.merged_into_id.is_not(None))
        return {donor_id: DonorMergedError() for donor_id in session.scalars(merged)}

    def is_of_others(self, session: Session, record_ids: Iterable[str], branch_id: str) -> bool:
        """Return that donors belong to no branch."""
        del session, record_ids, branch_id
        return False

    def hold(self, session: Session, record_ids: Iterable[str]) -> None:
        """Hold the donors."""
        wanted = Donor.id.in_(list(record_ids))
        held = select(Donor.id).where(wanted).order_by(Donor.id)
        session.execute(held.with_for_update(key_share=True))

    def write(self, session: Session, record_id: str, changes: Mapping[str, Any], why: str) -> None:
        """Change a donor, with the day of the consent as it is given."""
        del why
        held = find_donor(session, record_id)
        now = NewDonor(
            held.name, held.kind, held.is_anonymous, held.unit, held.credit_name, held.on_roll
        )
        typed = {name: value for name, value in changes.items() if name != "consent_on"}
        if "kind" in typed:
            typed["kind"] = DonorKind(typed["kind"])
        for name in ("is_anonymous", "on_roll"):
            if name in typed:
                typed[name] = typed[name] == YES
        service.change_donor(session, record_id, replace(now, **typed))
        if changes.get("consent_on"):
            service.date_consent(session, record_id, changes["consent_on"])


def _wanted(wanted: Wanted) -> Any:
    statement = select(Donor.id).where(Donor.merged_into_id.is_(None))
    if wanted.values.get("kind") in set(DonorKind):
        statement = statement.where(Donor.kind == wanted.values["kind"])
    if wanted.text.strip():
        donors = typed_donors(wanted.text)
        statement = statement.where(Donor.id.in_(donors) if donors is not None else Donor.id == "")
    return statement


def _kinds() -> dict[str, str]:
    return {kind.value: label for kind, label in DONOR_KINDS.items()}


def _record(donor: DonorView) -> Record:
    return Record(
        id=donor.id,
        label=donor.name,
        href=f"/desk/donors/{donor.id}",
        fields={
            "kind": donor.kind.value,
            "unit": donor.unit,
            "is_anonymous": YES if donor.is_anonymous else NO,
            "credit_name": donor.credit_name,
            "on_roll": YES if donor.on_roll else NO,
            "consent_on": donor.consent_on.isoformat() if donor.consent_on else "",
        },
    )
