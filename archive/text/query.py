"""What a person types into a search box, understood without ever failing.

Words are separated by spaces and must all be found; quotation marks (" “ ” 「 」 『 』) hold
several words together as one phrase. Everything else that is not a letter, a digit or a Chinese
character is passed over, in the query as in the texts.
"""

import re
from dataclasses import dataclass

from archive.text.tokens import split_units

MAX_CHARACTERS = 200
"""What lies beyond is not read."""
MAX_PHRASES = 10

_QUOTED = re.compile(r'["“”「『]([^"“”「」『』]*)["“”」』]|(\S+)')


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all of the phrases, each a sequence of folded units."""

    phrases: tuple[tuple[str, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.phrases)


def parse_query(text: str) -> Query:
    """Return what ``text`` asks for; an empty query if it holds nothing that can be found."""
    parts = (quoted or word for quoted, word in _QUOTED.findall(text[:MAX_CHARACTERS]))
    phrases = (tuple(unit.text for unit in split_units(part)) for part in parts)
    distinct = list(dict.fromkeys(phrase for phrase in phrases if phrase))
    return Query(tuple(distinct[:MAX_PHRASES]))
