"""The journal as a test reads it: plain values that outlive their session."""

from dataclasses import dataclass
from typing import Any

from archive.kernel import journal
from archive.kernel.database import Database
from archive.kernel.journal import Subject


@dataclass(frozen=True)
class Entry:
    """What an entry of the journal says."""

    action: str
    actor: str
    before: dict[str, Any]
    after: dict[str, Any]
    why: str


def read_history(database: Database, kind: str, identifier: str) -> list[Entry]:
    """Return the history of a thing, newest first."""
    with database.read() as session:
        return [
            Entry(entry.action, entry.actor_name, entry.before, entry.after, entry.why)
            for entry in journal.history(session, [Subject(kind, identifier)])
        ]
