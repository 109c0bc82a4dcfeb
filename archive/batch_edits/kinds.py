"""What a room must say for its records to be edited in batches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Field:
    """A field that may be changed in many records at once.

    ``label`` and the names of ``options`` (value to name) are zh-Hans messages. A field with
    options is chosen from them, another is typed, at most ``max_length`` characters long.
    """

    name: str
    label: str
    options: Mapping[str, str] | None = None
    max_length: int = 500
    is_required: bool = False


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

    def search(
        self, session: Session, text: str, wanted: Mapping[str, str], limit: int
    ) -> list[str]:
        """Return at most ``limit`` records that contain ``text`` and are as ``wanted`` says."""
        ...

    def find(self, session: Session, record_ids: Iterable[str]) -> dict[str, Record]:
        """Return those of the records that exist, by identifier."""
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
