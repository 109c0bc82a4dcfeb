"""What keeps the registers legal books: 登记馆藏, 注销, 更正, 结账, and the masks of numbers."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, status
from pydantic import Field

from archive.accessions import deregistering, months, series, service
from archive.accessions.branch_guard import (
    keep_entry_to_branch,
    keep_numbers_to_branch,
    keep_room_to_branch,
)
from archive.accessions.corrections import correct_entry, corrections_of
from archive.accessions.errors import LabelsDoNotMatchError, NotConfirmedError, RoomUnknownError
from archive.accessions.keeping_views import MOST_SAID
from archive.accessions.models import ClosedMonth, RegisterCorrection
from archive.accessions.schemas import (
    BatchView,
    DeregistrationReason,
    DeregistrationRow,
    EntryKind,
    NewHolding,
)
from archive.api.door import PROBLEMS, Keeper, Limit, Offset, Registrar
from archive.catalogue.forms import DescriptionForm
from archive.catalogue.schemas import MOST_VOLUMES, NewVolume, TitleKind, VolumeView
from archive.kernel.identifiers import new_id
from archive.web.forms import Submission
from archive.web.plain import PlainModel
from archive.web.sessions import ReadSession, WriteSession

router = APIRouter(tags=["registers"], responses=PROBLEMS)

Label = Annotated[str, Field(max_length=200)]
Numbers = Annotated[
    list[Annotated[str, Field(max_length=40)]],
    Field(min_length=1, max_length=deregistering.MOST_AT_ONCE),
]


class HoldingIn(DescriptionForm):
    """A title that no gift brought, with its volumes; ``volume_labels`` one for each, or none.

    ``submission`` makes one holding of a request that is sent twice.
    """

    submission: Submission | None = None
    title: Annotated[str, Field(min_length=1, max_length=500)]
    kind: TitleKind = TitleKind.SIKU
    volume_count: Annotated[int, Field(ge=1, le=MOST_VOLUMES)] = 1
    volume_labels: Annotated[list[Label], Field(default_factory=list, max_length=MOST_VOLUMES)]
    shelfmark: Annotated[str, Field(max_length=100)] = ""
    provenance: Annotated[str, Field(max_length=300)] = ""

    def holding(self) -> NewHolding:
        """Return the holding to be registered; ``LabelsDoNotMatchError`` if labels are missing."""
        labels = self.volume_labels or service.number_volumes(self.volume_count)
        if len(labels) != self.volume_count:
            raise LabelsDoNotMatchError(
                field="volume_labels", labels=len(labels), volumes=self.volume_count
            )
        return NewHolding(
            submission=self.submission or new_id(),
            kind=self.kind,
            fields=self.title_fields(),
            volumes=tuple(NewVolume(label, self.shelfmark) for label in labels),
            provenance=self.provenance,
            note=self.title[:100],
        )


class NumbersIn(PlainModel):
    """The accession numbers (登录号) of volumes that are to be taken out."""

    numbers: Numbers


class WithdrawalIn(NumbersIn):
    """Why volumes are taken out, who approved it, and the words that the preview asked for."""

    reason: DeregistrationReason
    approval: Annotated[str, Field(min_length=1, max_length=300)]
    confirmation: Annotated[str, Field(max_length=100)]


class CorrectionIn(PlainModel):
    """What an entry says wrongly, what is right, and why; ``entry`` is its number."""

    kind: EntryKind
    entry: Annotated[str, Field(min_length=1, max_length=40)]
    was: Annotated[str, Field(max_length=MOST_SAID)]
    is_now: Annotated[str, Field(max_length=MOST_SAID)]
    why: Annotated[str, Field(max_length=MOST_SAID)]


class MonthIn(PlainModel):
    """The month to be closed, as 2026-01; naming it in full is the confirmation."""

    month: Annotated[str, Field(max_length=10)]


class MaskIn(PlainModel):
    """How numbers are printed from now on: of a room, of a kind, of both, or else of all."""

    mask: Annotated[str, Field(max_length=40)]
    room_id: Annotated[str, Field(max_length=12)] | None = None
    kind: TitleKind | None = None


@dataclass(frozen=True, slots=True)
class WithdrawalPreview:
    """What would be taken out, and the words that confirm it."""

    volumes: list[VolumeView]
    confirmation: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction (更正), an entry beside the one that was wrong."""

    number: str
    kind: EntryKind
    entry: str
    was: str
    is_now: str
    why: str
    made_on: dt.date
    made_by: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month that was closed, by whom and when."""

    month: str
    closed_at: dt.datetime
    closed_by: str


@dataclass(frozen=True, slots=True)
class Mask:
    """How numbers of a room and kind are printed; without either, those of all others."""

    mask: str
    room_id: str | None
    kind: TitleKind | None


@router.post("/holdings", status_code=status.HTTP_201_CREATED, summary="Register a holding")
def register_holding(session: WriteSession, _who: Registrar, asked: HoldingIn) -> BatchView:
    """Enter a holding without a gift in the registers (登记馆藏), as a batch of its own."""
    return service.register_existing(session, asked.holding())


@router.get("/registers/withdrawals", summary="List withdrawals")
def list_withdrawals(
    session: ReadSession, _who: Registrar, offset: Offset = 0, limit: Limit = 50
) -> list[DeregistrationRow]:
    """Return a part of the register of withdrawals (注销登记)."""
    return deregistering.list_deregistrations(session, offset, limit)


@router.post("/registers/withdrawals/preview", summary="Preview a withdrawal")
def preview_withdrawal(session: ReadSession, who: Keeper, asked: NumbersIn) -> WithdrawalPreview:
    """Return what would be taken out, with the words that have to be sent to do it."""
    keep_numbers_to_branch(session, who, asked.numbers)
    volumes = deregistering.find_numbers(session, asked.numbers)
    return WithdrawalPreview(volumes, deregistering.confirmation(volumes))


@router.post(
    "/registers/withdrawals", status_code=status.HTTP_201_CREATED, summary="Withdraw volumes"
)
def withdraw(session: WriteSession, who: Keeper, asked: WithdrawalIn) -> list[str]:
    """Take volumes out of the registers for good (注销); return the numbers of the entries."""
    keep_numbers_to_branch(session, who, asked.numbers)
    try:
        return deregistering.deregister(
            session,
            asked.numbers,
            asked.reason,
            approval=asked.approval,
            typed=asked.confirmation,
        )
    except NotConfirmedError as error:
        error.field = "confirmation"
        raise


@router.get("/registers/corrections", summary="List the corrections of entries")
def list_corrections(
    session: ReadSession,
    _who: Registrar,
    kind: EntryKind,
    entry: Annotated[list[str], Query(min_length=1, max_length=500)],
) -> list[Correction]:
    """Return the corrections (更正) of some entries of a register, by their numbers."""
    found = corrections_of(session, kind, entry)
    return [_correction(row) for rows in found.values() for row in rows]


@router.post(
    "/registers/corrections", status_code=status.HTTP_201_CREATED, summary="Correct an entry"
)
def correct(session: WriteSession, who: Registrar, asked: CorrectionIn) -> Correction:
    """Enter a correction beside an entry, which stays as it was."""
    keep_entry_to_branch(session, who, asked.kind, asked.entry)
    made = correct_entry(
        session, asked.kind, asked.entry, was=asked.was, is_now=asked.is_now, why=asked.why
    )
    return _correction(made)


@router.get("/registers/months", summary="List the closed months")
def list_months(session: ReadSession, _who: Registrar) -> list[Month]:
    """Return the months that are closed (已结账), newest first."""
    return [_month(row) for row in months.closed_months(session)]


@router.post("/registers/months", status_code=status.HTTP_201_CREATED, summary="Close a month")
def close_month(session: WriteSession, _who: Keeper, asked: MonthIn) -> Month:
    """Close a month for good (结账)."""
    year, month = months.read_month(asked.month)
    months.close_month(session, year, month, months.month_name(year, month))
    return _month(session.get_one(ClosedMonth, (year, month)))


@router.get("/registers/masks", summary="List the masks of numbers")
def list_masks(session: ReadSession, _who: Keeper) -> list[Mask]:
    """Return how accession numbers are printed; six digits where nothing was set."""
    return [
        Mask(row.text, row.room_id, TitleKind(row.kind) if row.kind else None)
        for row in series.list_masks(session)
    ]


@router.put("/registers/masks", summary="Set a mask of numbers")
def set_mask(session: WriteSession, who: Keeper, asked: MaskIn) -> Mask:
    """Set how numbers of a room and kind are printed from now on; those given out stay."""
    keep_room_to_branch(session, who, asked.room_id)
    try:
        series.set_mask(session, asked.room_id or None, asked.kind, asked.mask)
    except RoomUnknownError as error:
        error.field = "room_id"
        raise
    return Mask(asked.mask.strip(), asked.room_id or None, asked.kind)


def _correction(row: RegisterCorrection) -> Correction:
    return Correction(
        number=row.number,
        kind=row.kind,
        entry=row.entry,
        was=row.was,
        is_now=row.is_now,
        why=row.why,
        made_on=row.made_on,
        made_by=row.made_by_name,
    )


def _month(row: ClosedMonth) -> Month:
    return Month(months.month_name(row.year, row.month), row.closed_at, row.closed_by_name)
