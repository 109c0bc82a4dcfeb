"""Records of one donor: which they are, merging them, and parting them again."""

from typing import Annotated

from fastapi import APIRouter, status
from pydantic import Field

from archive.api.door import PROBLEMS, Decider
from archive.donor_files import alike, merging
from archive.donor_files.alike import Suspect
from archive.donor_files.branch_rule import keep_gifts_in_branch
from archive.donor_files.errors import MergeNotFoundError
from archive.donor_files.queries import (
    MergePreview,
    MergeRow,
    kept_of,
    merges_into,
    preview_merge,
)
from archive.donors.queries import find_donor
from archive.donors.schemas import DonorView
from archive.web.plain import PlainModel
from archive.web.sessions import ReadSession, WriteSession

router = APIRouter(prefix="/donors/{donor_id}", tags=["donors"], responses=PROBLEMS)


class ReasonIn(PlainModel):
    """By what one knows that two records are of one donor, or are not."""

    why: Annotated[str, Field(min_length=1, max_length=500)]


class MergeIn(ReasonIn):
    """Which record becomes a part of this one, and by what one knows it."""

    merged_id: Annotated[str, Field(min_length=1, max_length=20)]


@router.get("/suspects")
def list_suspects(session: ReadSession, _who: Decider, donor_id: str) -> list[Suspect]:
    """Return the records that may be of the same donor, and what speaks for and against it."""
    return alike.suspects(session, donor_id)


@router.get("/merges")
def list_merges(session: ReadSession, _who: Decider, donor_id: str) -> list[MergeRow]:
    """Return what was merged into this record and stands so, the last first."""
    find_donor(session, donor_id)
    return merges_into(session, donor_id)


@router.get("/merges/preview")
def show_preview(
    session: ReadSession, _who: Decider, donor_id: str, merged_id: str
) -> MergePreview:
    """Say what would go over from the other record, and what would be completed by it."""
    return preview_merge(session, donor_id, merged_id)


@router.post("/merges", status_code=status.HTTP_201_CREATED)
def merge(session: WriteSession, who: Decider, donor_id: str, asked: MergeIn) -> MergeRow:
    """Make another record a part of this one."""
    keep_gifts_in_branch(session, who, asked.merged_id)
    merge_id = merging.merge_donors(session, donor_id, asked.merged_id, asked.why)
    return next(row for row in merges_into(session, donor_id) if row.id == merge_id)


@router.post("/merges/{merge_id}/split")
def split(
    session: WriteSession, who: Decider, donor_id: str, merge_id: str, asked: ReasonIn
) -> DonorView:
    """Part a record that was merged into this one; return the parted record."""
    merged = {row.id: row.donor.id for row in merges_into(session, donor_id)}
    if kept_of(session, merge_id) != donor_id:
        raise MergeNotFoundError(detail=f"{merge_id} is not of {donor_id}")
    keep_gifts_in_branch(session, who, donor_id)
    merging.split_merge(session, merge_id, asked.why)
    return find_donor(session, merged[merge_id])
