"""Lines of donations, as records that can be edited in batches."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Select, select, union
from sqlalchemy.orm import Session

from archive.batch_edits.donations import any_of_others, of_branch
from archive.batch_edits.kinds import AT_ONCE, Field, Record, Wanted, count_of
from archive.donations import service
from archive.donations.decisions import list_refusals
from archive.donations.filters import numbers_of
from archive.donations.models import Donation, DonationLine
from archive.donations.queries import line_view
from archive.donations.schemas import Decision, MaterialKind, NewLine
from archive.donations.words import DECISIONS, MATERIALS
from archive.donations.written_dates import expect_possible
from archive.donors.look_up import typed_donors
from archive.kernel.errors import N_, AppError
from archive.likeness.service import Kind, records_titled
from archive.text.dates import read_date

_TYPED = ("author", "date_text", "condition", "value_note", "note", "year_from", "year_to")


class DonationLines:
    """What was listed; lines that stand in the registers refuse to be changed."""

    name = "donation-line"
    label = N_("捐赠清单行")

    def fields(self, session: Session) -> Sequence[Field]:
        """Return the fields that may be changed."""
        del session
        kinds = {kind.value: label for kind, label in MATERIALS.items()}
        return (
            Field("material", N_("类型"), kinds, is_required=True),
            Field("author", N_("责任者")),
            Field("date_text", N_("年代"), max_length=100),
            Field("condition", N_("品相"), max_length=300),
            Field("value_note", N_("价值说明"), max_length=300),
            Field("note", N_("备注")),
        )

    def filters(self, session: Session) -> Sequence[Field]:
        """Return by what records can be narrowed."""
        del session
        decisions = {decision.value: name for decision, (name, _) in DECISIONS.items()}
        kinds = {kind.value: label for kind, label in MATERIALS.items()}
        return (Field("material", N_("类型"), kinds), Field("decision", N_("决定"), decisions))

    @property
    def search_hint(self) -> str:
        """What may be typed to find lines."""
        return N_("题名中的字、责任者（写全）、捐赠人或捐赠编号")

    def search(self, session: Session, wanted: Wanted, limit: int, offset: int = 0) -> list[str]:
        """Return the lines with this title, author, donor or number, those logged last first."""
        order = (Donation.logged_at.desc(), DonationLine.donation_id, DonationLine.sequence)
        found = _wanted(session, wanted).order_by(*order).limit(limit).offset(offset)
        return list(session.scalars(found))

    def count(self, session: Session, wanted: Wanted, most: int) -> int:
        """Return how many there are."""
        return count_of(session, _wanted(session, wanted), most)

    def find(self, session: Session, record_ids: Iterable[str]) -> dict[str, Record]:
        """Return those of the lines that exist."""
        wanted = list(record_ids)
        found: dict[str, Record] = {}
        for start in range(0, len(wanted), AT_ONCE):
            part = DonationLine.id.in_(wanted[start : start + AT_ONCE])
            statement = select(DonationLine, Donation.number).join(Donation).where(part)
            found |= {row.id: _record(row, number) for row, number in session.execute(statement)}
        return found

    def follow(self, session: Session, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Return the changes with the years that a new date is read to mean."""
        del session
        if "date_text" not in changes:
            return dict(changes)
        expect_possible(changes["date_text"], "new-date_text")
        read = read_date(changes["date_text"])
        return dict(changes) | {"year_from": read.year_from, "year_to": read.year_to}

    def refusals(
        self, session: Session, after: Mapping[str, Mapping[str, Any]]
    ) -> Mapping[str, AppError]:
        """Return which lines stand in the registers, or came with one that does."""
        return list_refusals(session, after)

    def is_of_others(self, session: Session, record_ids: Iterable[str], branch_id: str) -> bool:
        """Return whether a line came with a gift of another branch."""
        lines = select(DonationLine.id).join(Donation)
        return any_of_others(session, lines, DonationLine.id, record_ids, branch_id)

    def hold(self, session: Session, record_ids: Iterable[str]) -> None:
        """Hold the gifts of the lines."""
        gifts = select(DonationLine.donation_id).where(DonationLine.id.in_(list(record_ids)))
        held = select(Donation.id).where(Donation.id.in_(gifts)).order_by(Donation.id)
        session.execute(held.with_for_update())

    def write(self, session: Session, record_id: str, changes: Mapping[str, Any], why: str) -> None:
        """Correct a line; years that were told apart from its date come back when undone."""
        del why
        row = line_view(session.get_one(DonationLine, record_id))
        fields = {name: getattr(row, name) for name in NewLine.__dataclass_fields__}
        corrected = NewLine(**(fields | _typed(changes)))
        written = service.correct_line(session, record_id, corrected)
        if (written.year_from, written.year_to) != (corrected.year_from, corrected.year_to):
            service.correct_line(session, record_id, corrected)


def _wanted(session: Session, wanted: Wanted) -> Select[str]:
    statement = select(DonationLine.id).join(Donation)
    if wanted.text.strip():
        statement = statement.where(DonationLine.id.in_(_mentioning(session, wanted.text.strip())))
    if wanted.values.get("material") in set(MaterialKind):
        statement = statement.where(DonationLine.material == wanted.values["material"])
    if wanted.values.get("decision") in set(Decision):
        statement = statement.where(DonationLine.decision == wanted.values["decision"])
    return of_branch(statement, wanted)


def _mentioning(session: Session, text: str) -> CompoundSelect[Any]:
    """Select the lines that may be meant, each way of meaning them by an index of its own."""
    gifts = select(DonationLine.id).join(Donation)
    found = [
        select(DonationLine.id).where(DonationLine.author == text),
        gifts.where(Donation.number.in_(numbers_of(text))),
    ]
    donors = typed_donors(text)
    if donors is not None:
        found.append(gifts.where(Donation.donor_id.in_(donors)))
    titled = records_titled(session, Kind.DONATION_LINE, text)
    if titled is not None:
        found.append(titled)
    return union(*found)


def _typed(changes: Mapping[str, Any]) -> dict[str, Any]:
    typed = dict(changes)
    if "material" in typed:
        typed["material"] = MaterialKind(typed["material"])
    return typed


def _record(row: DonationLine, number: str) -> Record:
    return Record(
        id=row.id,
        label=f"{number} {row.sequence}. {row.title}",
        href=f"/desk/donations/{row.donation_id}#line-{row.sequence}",
        fields={"material": row.material.value} | {name: getattr(row, name) for name in _TYPED},
    )
