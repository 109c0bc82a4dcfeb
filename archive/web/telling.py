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
    return [tell_entry(entry, sentences.get(entry.action, "%(action)s")) for entry in entries]


def tell_entry(entry: JournalEntry, sentence: str) -> Told:
    """Return ``entry`` as ``sentence`` words it, which may also name its ``%(action)s``."""
    known = {"action": entry.action, **_values_of(entry)}
    said = fill(sentence, defaultdict(lambda: _UNKNOWN, known))
    return Told(entry.at, actor_of(entry), said, entry.why)


def actor_of(entry: JournalEntry) -> str:
    """Return who did it; the house itself has a name in every language."""
    return translate(_SYSTEM) if entry.actor_name == SYSTEM.name else entry.actor_name


def _values_of(entry: JournalEntry) -> dict[str, Any]:
    return {
        name: translate(value) if name in _WORDS else value for name, value in entry.after.items()
    }
