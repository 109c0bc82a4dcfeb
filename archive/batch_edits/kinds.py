"""What a room must say for its records to be edited in batches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from archive.kernel.errors import N_, AppError

AT_ONCE = 500
FOLLOWING = {"year_from": N_("起年"), "year_to": N_("止年"), "consent_on": N_("同意日期")}
"""What the fields are called that nobody types, because they follow from others."""


def count_of(session: Session, wanted: Select[Any], most: int) -> int:
    """Return how many rows a statement selects, counting no further than one more than ``most``."""
    some = wanted.order_by(None).limit(most + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


@dataclass(frozen=True, slots=True)
class Field:
    """A field that may be changed in many records at once.

    ``label`` and the names of ``options`` (value to name) are zh-Hans messages. A field with
    options is chosen from them, another is typed, at most ``max_length`` characters long. Who
    changes one that ``needs_reason`` says why.
    """

    name: str
    label: str
    options: Mapping[str, str] | None = None
    max_length: int = 500
    is_required: bool = False
    needs_reason: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records are searched for: by what is typed, by values of the filters.

    With ``branch_id``, those of other branches are left out, since they cannot be changed.
    """

    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    branch_id: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A record as a batch edit sees it: what it is called, where it is shown, its fields."""

    id: str
    label: str
    href: str
    fields: Mapping[str, Any]


class EditableKind(Protocol):
    """A kind of record that can be edited in batches."""

    @property
    def name(self) -> str:
        """The word for the kind in addresses and in the database."""
        ...

    @property
    def label(self) -> str:
        """What such records are called on screen, a zh-Hans message."""
        ...

    def fields(self, session: Session) -> Sequence[Field]:
        """Return the fields that may be changed."""
        ...

    def filters(self, session: Session) -> Sequence[Field]:
        """Return the fields, each with its options, by which records can be narrowed."""
        ...

    @property
    def search_hint(self) -> str:
        """What may be typed to search for such records, a zh-Hans message."""
        ...

    def search(self, session: Session, wanted: Wanted, limit: int, offset: int = 0) -> list[str]:
        """Return at most ``limit`` of the records wanted, after the first ``offset``."""
        ...

    def count(self, session: Session, wanted: Wanted, most: int) -> int:
        """Return how many a search would find, counting no further than one more than ``most``."""
        ...

    def find(self, session: Session, record_ids: Iterable[str]) -> dict[str, Record]:
        """Return those of the records that exist, by identifier."""
        ...

    def follow(self, session: Session, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Return the changes with what follows from them, such as the years of a date.

        What follows is seen in the preview, and restored with the rest when it is undone.
        """
        ...

    def refusals(
        self, session: Session, after: Mapping[str, Mapping[str, Any]]
    ) -> Mapping[str, AppError]:
        """Return what writing would refuse, by record, without writing anything.

        ``after`` holds the new values by record, at most ``AT_ONCE``; takes a few queries.
        """
        ...

    def is_of_others(self, session: Session, record_ids: Iterable[str], branch_id: str) -> bool:
        """Return whether a record belongs to another branch than ``branch_id``."""
        ...

    def hold(self, session: Session, record_ids: Iterable[str]) -> None:
        """Let nobody else change what writing these records changes, until the transaction ends.

        Rows are held in one order by all, before the journal is written.
        """
        ...

    def write(self, session: Session, record_id: str, changes: Mapping[str, Any], why: str) -> None:
        """Change a record and write the journal.

        Raises:
            AppError: the record cannot be changed so; nothing was written.
        """
        ...


class EditableKinds:
    """The kinds that the rooms of a house offer, by name; the composition root fills it."""

    def __init__(self, kinds: Iterable[EditableKind]) -> None:
        self._kinds = {kind.name: kind for kind in kinds}

    def __iter__(self) -> Iterator[EditableKind]:
        """Iterate over the kinds in the order in which they were given."""
        return iter(self._kinds.values())

    def get(self, name: str) -> EditableKind | None:
        """Return the kind called ``name``, None if no room offers it."""
        return self._kinds.get(name)
