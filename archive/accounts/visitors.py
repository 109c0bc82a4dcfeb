"""Who stands at the door: the visitor of a request, and what he may do there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from archive.accounts.models import Role
from archive.accounts.permissions import Permission, is_granted
from archive.kernel.errors import ForbiddenError, NotSignedInError


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person at the door; ``role`` is None for one who has not signed in.

    ``name`` is what the person is called on screen and in the journal; ``branch_id`` is the branch
    outside which nothing may be changed, empty for one who works for all of them.
    """

    account_id: str = ""
    name: str = ""
    role: Role | None = None
    language: str = ""
    branch_id: str = ""

    @property
    def is_signed_in(self) -> bool:
        """Whether we know who it is."""
        return self.role is not None

    def may(self, permission: Permission) -> bool:
        """Whether the visitor may do it."""
        return is_granted(self.role, permission)


ANYBODY = Visitor()


def current_visitor(request: Request) -> Visitor:
    """Return who makes ``request``; :class:`AccountMiddleware` has found it out."""
    visitor: Visitor = getattr(request.state, "visitor", ANYBODY)
    return visitor


AnyVisitor = Annotated[Visitor, Depends(current_visitor)]
"""What a view names that everybody may ask for."""


def signed_in(permission: Permission | None = None) -> Callable[[Request], Visitor]:
    """Return a dependency that lets in only who is signed in and has ``permission``."""

    def admit(request: Request) -> Visitor:
        visitor = current_visitor(request)
        if not visitor.is_signed_in:
            raise NotSignedInError
        if permission is not None and not visitor.may(permission):
            raise ForbiddenError(detail=f"{visitor.name} lacks {permission}")
        return visitor

    return admit
