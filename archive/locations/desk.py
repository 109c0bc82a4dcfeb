"""Who may see and change locations, and what their pages have in common."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, current_visitor, signed_in
from archive.kernel.house import House
from archive.locations.errors import OtherBranchPlaceError
from archive.locations.schemas import Occupancy
from archive.locations.words import PLACE_KINDS
from archive.web.i18n import translate

Seer = Annotated[Visitor, Depends(signed_in(Permission.MOVE_STOCK))]
Keeper = Annotated[Visitor, Depends(signed_in(Permission.MANAGE_LOCATIONS))]
HISTORY_LENGTH = 20


class Emptiness:
    """Stands in where no room of the house keeps volumes in places."""

    def volumes_by_room(self, session: Session) -> Mapping[str, int]:
        """Return nothing."""
        del session
        return {}

    def unshelved_by_room(self, session: Session) -> Mapping[str, int]:
        """Return nothing."""
        del session
        return {}

    def volumes_by_place(self, session: Session, room_id: str) -> Mapping[str, int]:
        """Return nothing."""
        del session, room_id
        return {}


def occupancy_of(house: House) -> Occupancy:
    """Return who knows what stands where."""
    found: Occupancy = house.services.get(Occupancy) or Emptiness()
    return found


def words() -> dict[str, Any]:
    """Return what the closed sets are called, in the reader's language, for templates."""
    return {"place_kinds": {key.value: translate(name) for key, name in PLACE_KINDS.items()}}


def may_change(request: Request) -> bool:
    """Return whether the visitor may change locations."""
    return current_visitor(request).may(Permission.MANAGE_LOCATIONS)


def keep_to_branch(request: Request, *branch_ids: str) -> None:
    """Refuse who works for one branch what concerns none but others.

    Raises:
        OtherBranchPlaceError: the visitor's branch is not among ``branch_ids``.
    """
    own = current_visitor(request).branch_id
    if own and own not in branch_ids:
        raise OtherBranchPlaceError(detail=f"branch {own}")
