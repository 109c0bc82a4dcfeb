"""What is found in a long text is what a search through its folded characters finds."""

import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from archive.kernel.database import Database
from archive.rights.levels import AccessLevel
from archive.search import service
from archive.search.backend import Scope
from archive.search.finding import Finder
from archive.search.models import IndexedDocument
from archive.search.schemas import DocumentKind
from archive.text.query import parse_query
from archive.text.tokens import TAIL_UNITS, is_alphabetic, split_units
from tests.factories.shelves import make_page

REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "texts" / "KR2k0046"
LONGEST = 8
SEED = 20_261_125
PUBLIC = Scope(frozenset({AccessLevel.PUBLIC}))


def real_pages() -> list[str]:
    """Return the half-leaves of the whole gazetteer of Huguang, a printed column a line."""
    found = []
    for file in sorted(REAL.glob("*.txt")):
        leaves = re.split(r"<pb:[^>]+>", file.read_text(encoding="utf-8"))[1:]
        found += [re.sub(r"[¶()/]|^#.*$", "", leaf, flags=re.MULTILINE) for leaf in leaves]
    return found


def drawn_pages(chance: random.Random) -> list[str]:
    """Return pages of few characters, so that phrases repeat and cross their ends."""
    return ["".join(chance.choices("醴陵縣县志之\n", k=chance.randint(0, 60))) for _ in range(300)]


def folded(text: str) -> str:
    return "".join(unit.text for unit in split_units(text))


def put_all(session: Session, pages: list[str]) -> dict[int, int]:
    """Put pages into the index; return the place of each document's number."""
    documents = [
        make_page(f"p{place}", text, place, following)
        for place, (text, following) in enumerate(pairwise([*pages, ""]))
    ]
    for start in range(0, len(documents), 500):
        batch = documents[start : start + 500]
        service.replace_documents(session, DocumentKind.PAGE, [each.id for each in batch], batch)
    rows = session.query(IndexedDocument.number, IndexedDocument.sequence)
    return {row.number: row.sequence for row in rows}


class BruteForce:
    """The text as one string, and which page each character is on."""

    def __init__(self, pages: list[str]) -> None:
        self._own = [folded(page) for page in pages]
        self._known = [
            own + following[:TAIL_UNITS] if own else ""
            for own, following in pairwise([*self._own, ""])
        ]

    def pages_with(self, phrase: str) -> set[int]:
        return {
            place
            for place, (own, known) in enumerate(zip(self._own, self._known, strict=True))
            if phrase in known and known.find(phrase) < len(own)
        }

    def draw(self, chance: random.Random) -> str:
        """Return a phrase of the text: of characters, since words of an alphabet match whole."""
        while True:
            known = chance.choice(self._known)
            start, length = chance.randrange(len(known) + 1), chance.randint(1, LONGEST)
            phrase = known[start : start + length]
            if phrase and not any(is_alphabetic(sign) or sign == "□" for sign in phrase):
                return phrase


def check(session: Session, pages: list[str], count: int) -> None:
    chance = random.Random(SEED)  # noqa: S311 - it draws words
    places = put_all(session, pages)
    truth = BruteForce(pages)
    backend = service.backend_of(session)
    for phrase in [truth.draw(chance) for _ in range(count)]:
        finder = Finder(session, backend, parse_query(f'"{phrase}"'), PUBLIC)
        found = {places[number] for number in finder.find(0, len(pages))}
        assert found == truth.pages_with(phrase), phrase


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as session:
        yield session


def test_drawn_pages_are_found_as_by_reading_them(session: Session) -> None:
    chance = random.Random(SEED)  # noqa: S311 - it draws words
    check(session, drawn_pages(chance), 300)


@pytest.mark.exhaustive
@pytest.mark.skipif(not REAL.is_dir(), reason="the real texts lie beside the repository or nowhere")
def test_a_whole_gazetteer_is_found_as_by_reading_it(session: Session) -> None:
    check(session, real_pages(), 2_000)
