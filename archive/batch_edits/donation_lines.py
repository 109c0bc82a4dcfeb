"""Lines of donations, as records that can be edited in batches."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from archive.batch_edits.donations import any_of_others
from archive.batch_edits.kinds import AT_ONCE, Field, Record, count_of
from archive.donations import service
from archive.donations.models import Donation, DonationLine
from archive.donations.queries import line_view
from archive.donations.schemas import Decision, MaterialKind, NewLine
from archive.donations.words import DECISIONS, MATERIALS
from archive.donations.written_dates import expect_possible
from archive.kernel.errors import N_
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

    def search(
        self, session: Session, text: str, wanted: Mapping[str, str], limit: int
    ) -> list[str]:
        """Return the lines whose title, author or donation's number contains ``text``."""
        order = (Donation.logged_at.desc(), DonationLine.donation_id, DonationLine.sequence)
        return list(session.scalars(_wanted(text, wanted).order_by(*order).limit(limit)))

    def count(self, session: Session, text: str, wanted: Mapping[str, str], most: int) -> int:
        """Return how many there are."""
        return count_of(session, _wanted(text, wanted), most)

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


def _wanted(text: str, wanted: Mapping[str, str]) -> Select[str]:
    statement = select(DonationLine.id).join(Donation)
    if text.strip():
        plain = text.strip()
        statement = statement.where(
            or_(
                DonationLine.title.contains(plain, autoescape=True),
                DonationLine.author.contains(plain, autoescape=True),
                Donation.number == plain,
            )
        )
    if wanted.get("material") in set(MaterialKind):
        statement = statement.where(DonationLine.material == wanted["material"])
    if wanted.get("decision") in set(Decision):
        statement = statement.where(DonationLine.decision == wanted["decision"])
    return statement


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
