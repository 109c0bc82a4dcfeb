"""Entries of the journal as sentences in the reader's language."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from archive.kernel.journal import JournalEntry
from archive.web.i18n import fill

_UNKNOWN = "—"


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


def _tell(entry: JournalEntry, sentence: str) -> Told:
    values: Mapping[str, Any] = defaultdict(lambda: _UNKNOWN, entry.after)
    said = fill(sentence, values) if sentence else entry.action
    return Told(entry.at, entry.actor_name, said, entry.why)
