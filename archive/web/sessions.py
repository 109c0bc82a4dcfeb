"""One request, one transaction: what a view names in its signature to read or to write.

``scope="function"`` closes the session when the view has returned and *before* the answer is
sent: whoever follows a redirect finds what was written, and a commit that fails is an error page
and not a promise. So a view must have rendered its page by the time it returns.

A view that answers with status 400 or more keeps nothing: :func:`refuse` is called by ``render``.
What such an answer must keep all the same (a failed sign-in, say) belongs in a transaction of its
own.
"""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from archive.kernel.database import AFTER_COMMIT
from archive.kernel.house import House
from archive.kernel.journal import SYSTEM, act_as


def refuse(request: Request) -> None:
    """Roll back what this request wrote: its answer says that it was not accepted."""
    request.state.is_refused = True


def is_refused(request: Request) -> bool:
    """Return whether this request's writing is to be rolled back."""
    return bool(getattr(request.state, "is_refused", False))


def current_house(request: Request) -> House:
    """Return the house that this request is answered in."""
    house: House = request.app.state.house
    return house


def read_session(request: Request) -> Iterator[Session]:
    """Yield a session that sees one moment of the database and writes nothing."""
    with current_house(request).database.read() as session:
        yield session


def write_session(request: Request) -> Iterator[Session]:
    """Yield a session whose changes are committed, or all forgotten, when the view returns.

    What it records in the journal is signed by ``request.state.actor``, else by the system.
    """
    house = current_house(request)
    with house.database.write() as session:
        act_as(session, getattr(request.state, "actor", SYSTEM), house.clock)
        yield session
        if is_refused(request):
            session.rollback()
            session.info.pop(AFTER_COMMIT, None)


CurrentHouse = Annotated[House, Depends(current_house)]
ReadSession = Annotated[Session, Depends(read_session, scope="function")]
WriteSession = Annotated[Session, Depends(write_session, scope="function")]
