"""Finding words in many pages, beside tantivy.

``python -m bench.search TEXTS [--pages N] [--questions N] [--tantivy PYTHON]``. Pages of 350
characters are drawn from the text files of a folder and indexed as the archive's own follower does
it, in a SQLite file. Questions of 1, 2, 4 and 8 characters are drawn from the same texts. What is
timed is the whole answer: counts, the first 20 hits, and their snippets.

``--tantivy`` names a Python that has the package of that name (``python -m venv`` and ``pip install
tantivy`` make one); it is given the same pages, folded and cut into characters, and the same
questions as phrases, in the same run. Without it the peer is left out.
"""

import argparse
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import text

from archive.kernel import migrations
from archive.kernel.database import Database
from archive.rights.levels import AccessLevel
from archive.search import service
from archive.search.schemas import DocumentKind, SearchDocument, SearchRequest
from archive.text.tokens import split_units

PAGES = 1_000_000
PAGE_CHARACTERS = 350
FOLLOWING_CHARACTERS = 40
PAGES_PER_VOLUME = 100
QUESTIONS = 100
LENGTHS = (1, 2, 4, 8)
SEED = 17820101
_AT_ONCE = 50  # as the follower takes them
_WARM_UP = 5
_PEER = Path(__file__).with_name("search_peer.py")

# Marks of the files, no words: heads, page breaks, ends of columns.
_MARKS = re.compile(r"^#.*$|<[^>]*>|[¶\n\r]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one engine took. Times by number of characters asked for, in milliseconds, sorted."""

    pages_per_second: float
    index_bytes: int
    times: dict[int, list[float]]
    found: dict[int, int]


def main() -> int:
    """Measure, print a table, and return the exit code."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("texts", type=Path, help="a folder with text files")
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="of each length")
    parser.add_argument("--tantivy", type=Path, help="a Python that has tantivy")
    asked = parser.parse_args()
    source = read_texts(asked.texts)
    if len(source) < PAGE_CHARACTERS * 2:
        print(f"{asked.texts} holds no text to draw pages from", file=sys.stderr)
        return 2
    questions = draw_questions(source, asked.questions)
    print(f"{asked.pages:,} pages from {len(source):,} different characters")
    characters = asked.pages * PAGE_CHARACTERS
    _show("archive", measure(source, asked.pages, questions), characters)
    if asked.tantivy:
        _show("tantivy", measure_peer(source, asked.pages, questions, asked.tantivy), characters)
    return 0


def read_texts(folder: Path) -> str:
    """Return all texts of a folder and of those below it, one after the other."""
    files = sorted(folder.rglob("*.txt"))
    return "".join(_MARKS.sub("", path.read_text(encoding="utf-8")) for path in files)


def draw_pages(source: str, count: int) -> Iterator[tuple[str, str]]:
    """Give pages from places drawn at random, with the beginning of what follows each."""
    chance = random.Random(SEED)  # noqa: S311 - the same pages every time
    for _ in range(count):
        start = chance.randrange(len(source) - PAGE_CHARACTERS - FOLLOWING_CHARACTERS)
        end = start + PAGE_CHARACTERS
        yield source[start:end], source[end : end + FOLLOWING_CHARACTERS]


def draw_questions(source: str, count: int) -> dict[int, list[str]]:
    """Return by length what is asked: characters as they stand together in the texts."""
    chance = random.Random(SEED + 1)  # noqa: S311 - the same questions every time
    units = [unit.text for unit in split_units(source[:2_000_000])]
    drawn: dict[int, list[str]] = {}
    for length in LENGTHS:
        drawn[length] = []
        while len(drawn[length]) < count:
            start = chance.randrange(len(units) - length)
            question = "".join(units[start : start + length])
            # No words of an alphabet, and no sign that stands for a character.
            if len(question) == length and not question.isascii() and "□" not in question:
                drawn[length].append(question)
    return drawn


def measure(source: str, count: int, questions: dict[int, list[str]]) -> Figures:
    """Fill an index in a new SQLite file and ask it."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'search.db')}"
        migrations.upgrade(url)
        database = Database(url)
        try:
            started = time.monotonic()
            fill(database, source, count)
            speed = count / (time.monotonic() - started)
            times, found = _ask(database, questions)
            return Figures(speed, _index_bytes(database), times, found)
        finally:
            database.dispose()


def fill(database: Database, source: str, count: int) -> None:
    """Index ``count`` pages in transactions as small as those of the archive."""
    documents = (_document(number, *page) for number, page in enumerate(draw_pages(source, count)))
    while batch := list(islice(documents, _AT_ONCE)):
        with database.write() as session:
            service.replace_documents(session, DocumentKind.PAGE, [one.id for one in batch], batch)


def measure_peer(source: str, count: int, questions: dict[int, list[str]], python: Path) -> Figures:
    """Let tantivy do the same in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(python), str(_PEER), folder]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            if process.stdin is None or process.stdout is None:
                raise RuntimeError("a pipe was asked for")
            process.stdin.write(json.dumps(questions) + "\n")
            for page, following in draw_pages(source, count):
                process.stdin.write(json.dumps([page, _spaced(page), _spaced(following)]) + "\n")
            process.stdin.close()
            said = json.loads(process.stdout.read())
    times = {int(length): sorted(each) for length, each in said["times"].items()}
    found = {int(length): number for length, number in said["found"].items()}
    return Figures(count / said["seconds"], said["bytes"], times, found)


def _spaced(page: str) -> str:
    return " ".join(unit.text for unit in split_units(page))


def _document(number: int, page: str, following: str) -> SearchDocument:
    volume, sequence = divmod(number, PAGES_PER_VOLUME)
    return SearchDocument(
        kind=DocumentKind.PAGE,
        id=f"p{number:09}",
        title_id=f"t{volume // 10:09}",
        volume_id=f"v{volume:09}",
        sequence=sequence,
        level=AccessLevel.PUBLIC,
        heading=f"醴陵縣志 · 第{volume}冊 · 葉{sequence}a",
        text=page,
        following=following,
    )


def _ask(
    database: Database, questions: dict[int, list[str]]
) -> tuple[dict[int, list[float]], dict[int, int]]:
    def ask(question: str) -> int:
        with database.read() as session:
            request = SearchRequest(question, frozenset({AccessLevel.PUBLIC}))
            return service.search(session, request).total_count

    times, found = {}, {}
    for length, asked in questions.items():
        for question in asked[:_WARM_UP]:
            ask(question)
        times[length], counts = _timed(asked, ask)
        found[length] = round(statistics.median(counts))
    return times, found


def _timed(questions: Sequence[str], ask: Callable[[str], int]) -> tuple[list[float], list[int]]:
    took, counts = [], []
    for question in questions:
        started = time.perf_counter()
        counts.append(ask(question))
        took.append((time.perf_counter() - started) * 1_000)
    return sorted(took), counts


def _index_bytes(database: Database) -> int:
    """Return the size of the engine's own tables; the original words are kept beside them."""
    with database.read() as session:
        size = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search_fts%'"
        return int(session.scalar(text(size)) or 0)


def _show(name: str, figures: Figures, characters: int) -> None:
    print(
        f"{name:<8} {figures.pages_per_second:,.0f} pages a second, "
        f"{figures.index_bytes / characters:.2f} bytes a character"
    )
    for length, times in figures.times.items():
        middle, late = statistics.median(times), times[int(len(times) * 0.95)]
        print(
            f"         {length} characters: median {middle:.1f} ms, p95 {late:.1f}, "
            f"slowest {times[-1]:.1f}; {figures.found[length]:,} found in the middle"
        )


if __name__ == "__main__":
    sys.exit(main())
