"""What every part of the interface has in common: who may, how much at once, what may go wrong.

A program brings the key of an account (``Authorization: Bearer …``) and may do what that account
may. An error is ``{"error": code, "detail": sentence, "field": name}`` with a fitting status.
"""

from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import BaseModel

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in

Logger = Annotated[Visitor, Depends(signed_in(Permission.LOG_DONATIONS))]
Decider = Annotated[Visitor, Depends(signed_in(Permission.DECIDE))]
Registrar = Annotated[Visitor, Depends(signed_in(Permission.REGISTER))]
Collector = Annotated[Visitor, Depends(signed_in(Permission.MANAGE_CAMPAIGNS))]
Reporter = Annotated[Visitor, Depends(signed_in(Permission.SEE_REPORTS))]
Issuer = Annotated[Visitor, Depends(signed_in(Permission.ISSUE_PAPERS))]
Mover = Annotated[Visitor, Depends(signed_in(Permission.MOVE_STOCK))]
Cataloguer = Annotated[Visitor, Depends(signed_in(Permission.CATALOGUE))]
Taker = Annotated[Visitor, Depends(signed_in(Permission.TAKE_STOCK))]
Keeper = Annotated[Visitor, Depends(signed_in(Permission.KEEP_REGISTERS))]
Placer = Annotated[Visitor, Depends(signed_in(Permission.MANAGE_LOCATIONS))]
Editor = Annotated[Visitor, Depends(signed_in(Permission.EDIT_IN_BATCHES))]

Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to pass over.")]
Limit = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
Words = Annotated[str, Query(max_length=200)]


class Problem(BaseModel):
    """What went wrong: a stable code, a sentence for people, and the field if it is one's."""

    error: str
    detail: str
    field: str = ""


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": what}
    for status, what in (
        (401, "No key, or one that opens nothing."),
        (403, "The account may not do this."),
        (404, "There is no such thing."),
        (409, "Its state does not allow this, or somebody was faster."),
        (422, "A field cannot be used; it is named."),
    )
}
