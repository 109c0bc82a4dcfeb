"""What other rooms, and this room's own screens, see of templates."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from archive.documents.kinds import DocumentKind
from archive.markup.fill import Values


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A version of a template; ``saved_at`` is None for the one that ships, version 0."""

    kind: DocumentKind
    version: int
    text: str
    note: str = ""
    restored_from: int | None = None
    saved_at: dt.datetime | None = None
    saved_by: str = ""


class Examples(Protocol):
    """What the rooms above have that a template can be tried with."""

    def recent(self, session: Session, kind: DocumentKind) -> Sequence[tuple[str, str]]:
        """Return identifier and name of things that a paper of ``kind`` could be about."""
        ...

    def values(self, session: Session, kind: DocumentKind, example_id: str) -> Values | None:
        """Return what such a paper would say; None if there is no such thing."""
        ...
