"""The peer of ``bench.search``: tantivy, run by a Python of its own that has it.

Reads the questions and then page after page from its input, a JSON value a line: the page, and
the characters of the page and of what follows it, folded and with spaces between. Prints one JSON
value.
"""

import importlib
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

HITS = 20
HEAP_BYTES = 256 * 1024 * 1024


def main() -> None:
    """Index what comes in, ask, and print the figures."""
    folder = Path(sys.argv[1])
    tantivy = importlib.import_module("tantivy")
    questions: dict[str, list[str]] = json.loads(sys.stdin.readline())
    index, seconds = _fill(tantivy, folder)
    searcher = index.searcher()
    times: dict[str, list[float]] = {}
    found: dict[str, int] = {}
    for length, asked in questions.items():
        took, counts = [], []
        for question in asked:
            started = time.perf_counter()
            counts.append(_ask(tantivy, index, searcher, question))
            took.append((time.perf_counter() - started) * 1_000)
        times[length], found[length] = took, round(statistics.median(counts))
    size = sum(path.stat().st_size for path in folder.iterdir() if path.suffix != ".store")
    print(json.dumps({"seconds": seconds, "bytes": size, "times": times, "found": found}))


def _fill(tantivy: Any, folder: Path) -> tuple[Any, float]:
    builder = tantivy.SchemaBuilder()
    builder.add_bytes_field("original", stored=True)
    builder.add_text_field("text", tokenizer_name="whitespace")
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(HEAP_BYTES, 1)
    seconds = 0.0
    for line in sys.stdin:
        original, own, following = json.loads(line)
        started = time.monotonic()
        writer.add_document(tantivy.Document(original=original.encode(), text=f"{own} {following}"))
        seconds += time.monotonic() - started
    started = time.monotonic()
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index, seconds + time.monotonic() - started


def _ask(tantivy: Any, index: Any, searcher: Any, question: str) -> int:
    phrase = list(question)
    query = (
        tantivy.Query.phrase_query(index.schema, "text", phrase)
        if len(phrase) > 1
        else tantivy.Query.term_query(index.schema, "text", question)
    )
    found = searcher.search(query, limit=HITS, count=True)
    for _, address in found.hits:
        searcher.doc(address)
    return int(found.count)


if __name__ == "__main__":
    main()
