"""What an empty archive is given when its first administrator comes."""

from typing import Protocol

from sqlalchemy.orm import Session


class FirstStart(Protocol):
    """What higher rooms want to be there from the beginning."""

    def prepare(self, session: Session) -> None:
        """Make it, in the transaction that makes the first account."""
        ...
