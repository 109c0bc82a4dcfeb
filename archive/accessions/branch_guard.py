"""Who belongs to a branch enters, corrects and takes out only what came to that branch.

An entry is of the branch whose room it was registered in or, without a room, of the branch that the
gift was made to; what has neither is everybody's.
"""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from archive.accessions.errors import OtherBranchEntryError
from archive.accessions.models import AccessionBatch, AccessionItem, Deregistration, EntryKind
from archive.accounts.visitors import Visitor
from archive.donations.models import Donation
from archive.locations.queries import list_rooms


def keep_room_to_branch(session: Session, who: Visitor, room_id: str | None) -> None:
    """Refuse to register into a room of another branch, or to number what it gets.

    Raises:
        OtherBranchEntryError: the room is another branch's.
    """
    if who.branch_id and room_id and _branch_of_room(session, room_id) not in {"", who.branch_id}:
        raise OtherBranchEntryError(detail=f"{who.account_id} on room {room_id}")


def keep_entry_to_branch(session: Session, who: Visitor, kind: EntryKind, entry: str) -> None:
    """Refuse to correct an entry of another branch.

    Raises:
        OtherBranchEntryError: it is another branch's.
    """
    if kind is EntryKind.BATCH:
        _keep(session, who, _entered().where(AccessionBatch.number == entry))
    elif kind is EntryKind.ITEM:
        _keep(session, who, _of_items().where(AccessionItem.label == entry))
    else:
        taken = select(Deregistration.label).where(Deregistration.number == entry)
        _keep(session, who, _of_items().where(AccessionItem.label.in_(taken)))


def keep_numbers_to_branch(session: Session, who: Visitor, labels: Sequence[str]) -> None:
    """Refuse to take volumes of another branch out of the registers.

    Raises:
        OtherBranchEntryError: one of the numbers is another branch's.
    """
    _keep(session, who, _of_items().where(AccessionItem.label.in_(list(labels))))


def _entered() -> Select[str | None, str | None]:
    entered = select(AccessionBatch.room_id, Donation.branch_id).distinct()
    return entered.outerjoin(Donation, AccessionBatch.donation_id == Donation.id)


def _of_items() -> Select[str | None, str | None]:
    return _entered().join(AccessionItem, AccessionItem.batch_id == AccessionBatch.id)


def _keep(session: Session, who: Visitor, entered: Select[str | None, str | None]) -> None:
    if not who.branch_id:
        return
    for room_id, given_to in session.execute(entered):
        branch_id = _branch_of_room(session, room_id) if room_id else given_to
        if branch_id not in {None, "", who.branch_id}:
            raise OtherBranchEntryError(detail=f"{who.account_id} on an entry of {branch_id}")


def _branch_of_room(session: Session, room_id: str) -> str:
    return next((room.branch.id for room in list_rooms(session) if room.id == room_id), "")
