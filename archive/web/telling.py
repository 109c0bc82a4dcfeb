"""Entries of the journal as sentences in the reader's language."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from archive.kernel.errors import N_
from archive.kernel.journal import SYSTEM, JournalEntry
from archive.web.i18n import fill, translate

_UNKNOWN = "—"
_SYSTEM = N_("系统")
# What an entry keeps under these names are words of the screen, so messages themselves.
_WORDS = frozenset({"verdict"})


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as a person reads it: when, who, what, and the reason if one was given."""

    at: dt.datetime
    actor: str
    sentence: str
    why: str


def tell(entries: Iterable[JournalEntry], sentences: Mapping[str, str]) -> list[Told]:
    """Return ``entries`` as ``sentences`` (by action) word them; an unknown action is itself."""
    return [_tell(entry, sentences.get(entry.action, "")) for entry in entries]


def actor_of(entry: JournalEntry) -> str:
    """Return who did it; the house itself has a name in every language."""
    return translate(_SYSTEM) if entry.actor_name == SYSTEM.name else entry.actor_name


def values_of(entry: JournalEntry) -> dict[str, Any]:
    """Return what fills the sentence of ``entry``, its words in the reader's language."""
    return {
        name: translate(value) if name in _WORDS else value for name, value in entry.after.items()
    }


def _tell(entry: JournalEntry, sentence: str) -> Told:
    values: Mapping[str, Any] = defaultdict(lambda: _UNKNOWN, values_of(entry))
    said = fill(sentence, values) if sentence else entry.action
    return Told(entry.at, actor_of(entry), said, entry.why)
