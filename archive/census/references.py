"""Tables that the library may change: sets of words, its own codes; every change in the journal."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from archive.census.errors import (
    CodesWrongError,
    WordSetNotFoundError,
    WordsMissingError,
    WordsTooLongError,
    WordTwiceError,
)
from archive.census.models import ReferenceTable
from archive.census.schemas import Codes
from archive.census.sets import DEFAULTS, WordSet
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.text.block_format import Words
from archive.text.fold import fold

CODES = "codes"
MOST_WORDS = 200
LONGEST_LINE = 100


def read_table(session: Session, name: str) -> tuple[list[Any] | None, int]:
    """Return what a table says and how often it was changed; None as long as it never was."""
    row = session.get(ReferenceTable, name)
    return (row.content, row.revision) if row is not None else (None, 0)


def write_table(session: Session, name: str, content: list[Any], before: list[Any]) -> int:
    """Let a table say ``content`` and return its new revision; the journal keeps both states."""
    row = session.get(ReferenceTable, name)
    if row is None:
        row = ReferenceTable(name=name, revision=0)
        session.add(row)
    row.content, row.revision = content, row.revision + 1
    row.changed_at = journal.now(session)
    session.flush()
    journal.record(
        session,
        "census.reference.changed",
        subject=Subject("reference-table", name),
        before={"content": before},
        after={"name": name, "content": content, "revision": row.revision},
    )
    return row.revision


def words_of(session: Session, name: WordSet) -> list[list[str]]:
    """Return the words of a set, each with its other spellings behind it."""
    held, _ = read_table(session, name)
    return read_words(DEFAULTS[name]) if held is None else held


def all_words(session: Session) -> Words:
    """Return the words of every set."""
    return {name.value: words_of(session, name) for name in WordSet}


def to_word_set(name: str) -> WordSet:
    """Return the set so called; :class:`WordSetNotFoundError` if there is none."""
    if name not in set(WordSet):
        raise WordSetNotFoundError(detail=name)
    return WordSet(name)


def read_words(text: str) -> list[list[str]]:
    """Return the words of a text with one of them on each line, its other spellings behind it."""
    return [line.split() for line in text.splitlines() if line.strip()]


def write_words(words: Sequence[Sequence[str]]) -> str:
    """Return words as :func:`read_words` reads them."""
    return "\n".join(" ".join(word) for word in words)


def change_words(session: Session, name: WordSet, text: str) -> None:
    """Let a set hold the words of ``text``; records keep what they say.

    Raises:
        WordsMissingError, WordsTooLongError, WordTwiceError: it cannot be used.
    """
    words = read_words(text)
    if not words:
        raise WordsMissingError(field="words")
    is_long = any(len(" ".join(word)) > LONGEST_LINE for word in words)
    if len(words) > MOST_WORDS or is_long:
        raise WordsTooLongError(field="words", most=MOST_WORDS)
    seen: set[str] = set()
    for number, word in enumerate(words, start=1):
        for spelling in word:
            if fold(spelling) in seen:
                raise WordTwiceError(field="words", row=number, word=spelling)
        seen |= {fold(spelling) for spelling in word}
    held = words_of(session, name)
    if words != held:
        write_table(session, name, words, held)


def codes_of(session: Session) -> Codes:
    """Return what the census numbers of the library begin with."""
    held, _ = read_table(session, CODES)
    return Codes(*held) if held else Codes()


def change_codes(session: Session, codes: Codes) -> None:
    """Set what numbers begin with from now on; those that were given stay.

    Raises:
        CodesWrongError: they are not of six and of four figures.
    """
    if not (re.fullmatch("[0-9]{6}", codes.area) and re.fullmatch("[0-9]{4}", codes.unit)):
        raise CodesWrongError(field="area")
    held = codes_of(session)
    if codes != held:
        before = [held.area, held.unit]
        write_table(session, CODES, [codes.area, codes.unit], before)
