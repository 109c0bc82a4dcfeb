"""Donors."""

from typing import Annotated

from fastapi import APIRouter, status
from pydantic import Field

from archive.api.door import PROBLEMS, Limit, Logger, Offset, Words
from archive.donors import service
from archive.donors.lists import DonorFilter, open_list
from archive.donors.queries import find_contact, find_donor
from archive.donors.schemas import Contact, DonorKind, DonorView, NewDonor
from archive.web.plain import PlainModel
from archive.web.sessions import ReadSession, WriteSession

router = APIRouter(prefix="/donors", tags=["donors"], responses=PROBLEMS)


class DonorIn(PlainModel):
    """A donor as it is written."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: DonorKind = DonorKind.PERSON
    is_anonymous: bool = False
    unit: Annotated[str, Field(max_length=200)] = ""
    credit_name: Annotated[str, Field(max_length=200)] = ""


class ContactIn(PlainModel):
    """How to reach a donor: kept apart, erasable, never in the journal."""

    phone: Annotated[str, Field(max_length=100)] = ""
    email: Annotated[str, Field(max_length=200)] = ""
    address: Annotated[str, Field(max_length=500)] = ""


@router.get("")
def list_donors(
    session: ReadSession,
    _who: Logger,
    q: Words = "",
    kind: DonorKind | None = None,
    offset: Offset = 0,
    limit: Limit = 20,
) -> list[DonorView]:
    """List donors, the newest first, or find them by what may be typed, the likeliest first.

    Found by name in any script, unit, telephone, pinyin or its initials; 1,000 are looked at.
    """
    return open_list(session, DonorFilter(q, kind)).part(session, "-created", offset, limit)


@router.post("", status_code=status.HTTP_201_CREATED)
def create_donor(session: WriteSession, _who: Logger, donor: DonorIn) -> DonorView:
    """Enter a donor who has not given before."""
    return service.create_donor(session, NewDonor(**donor.model_dump()))


@router.get("/{donor_id}")
def show_donor(session: ReadSession, _who: Logger, donor_id: str) -> DonorView:
    """Return a donor without the ways to reach him."""
    return find_donor(session, donor_id)


@router.put("/{donor_id}")
def change_donor(session: WriteSession, _who: Logger, donor_id: str, donor: DonorIn) -> DonorView:
    """Correct a donor."""
    return service.change_donor(session, donor_id, NewDonor(**donor.model_dump()))


@router.get("/{donor_id}/contact")
def show_contact(session: ReadSession, _who: Logger, donor_id: str) -> Contact:
    """Return how to reach a donor."""
    find_donor(session, donor_id)
    return find_contact(session, donor_id)


@router.put("/{donor_id}/contact")
def change_contact(
    session: WriteSession, _who: Logger, donor_id: str, contact: ContactIn
) -> Contact:
    """Write down how to reach a donor."""
    service.change_contact(session, donor_id, Contact(**contact.model_dump()))
    return find_contact(session, donor_id)


@router.delete("/{donor_id}/contact", status_code=status.HTTP_204_NO_CONTENT)
def erase_contact(session: WriteSession, _who: Logger, donor_id: str) -> None:
    """Forget how to reach a donor, for good."""
    find_donor(session, donor_id)
    service.erase_contact(session, donor_id)
