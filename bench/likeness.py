"""Looking for duplicates while one types, beside comparing with everything there is.

``python -m bench.likeness [--questions N]``. The same made-up titles and lines, 20,000 and then
200,000 lines with half as many titles, are asked the same questions twice in the same run: through
the index of pairs, and as it would be done without one: every description whose title contains
what was typed (``LIKE '%…%'``), and the nearest of all titles by rapidfuzz. Times are those of the
processor. What matters is the ratio of the medians, and how much each grows where the archive grows
tenfold.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from rapidfuzz import fuzz, process
from sqlalchemy import event, insert, select
from sqlalchemy.orm import Session

from archive.kernel.database import Base, Database
from archive.kernel.identifiers import new_id
from archive.likeness.models import LikenessPair, LikenessRecord
from archive.likeness.scoring import Description
from archive.likeness.service import Kind, find_like, rows_of
from archive.text.lookup_keys import lookup_key

SIZES = (20_000, 200_000)
QUESTIONS = 50
SEED = 20181227
_AT_ONCE = 2_000
_NEAREST_FROM = 60

_SURNAMES = "丁王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_PLACES = (
    *("醴陵", "渌江", "攸县", "茶陵", "浏阳", "萍乡", "湘潭", "衡山"),
    *("酃县", "长沙", "湘乡", "宁乡", "善化", "桂东", "永兴", "资兴"),
)
_MORE = "东西南北上下新老大小长清白石金银青黄龙凤云山水江湾桥塘冲坪岭洞口田圳坝渡铺市坊巷街村"
_KINDS = (
    *("族谱", "五修族谱", "四修宗谱", "县志", "乡土志", "年鉴", "文史资料", "瓷业史"),
    *("书院讲义", "诗钞", "文集", "日记", "地契", "老照片", "人民公社档案", "水利志"),
    *("教育志", "卫生志", "商会章程", "会馆碑记", "中学校刊", "农民协会文件", "戏曲集", "县城地图"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Medians in milliseconds, through the index and without, and how many questions agree."""

    size: int
    indexed_ms: float
    naive_ms: float
    slowest_ms: float
    found: int


def main() -> int:
    """Measure, print a table, and return the exit code."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    asked = parser.parse_args().questions
    print("lines     titles    index ms  slowest   without ms  ratio  found")
    outcomes = [_measured(size, asked) for size in SIZES]
    small, large = outcomes
    print(
        f"growth of the archive {large.size / small.size:.0f}; of the time through the index "
        f"{large.indexed_ms / small.indexed_ms:.1f}, without {large.naive_ms / small.naive_ms:.1f}"
    )
    return 0


def _measured(size: int, asked: int) -> Outcome:
    outcome = measure(size, asked)
    print(
        f"{size:<9,} {size // 2:<9,} {outcome.indexed_ms:<9.1f} {outcome.slowest_ms:<9.1f} "
        f"{outcome.naive_ms:<11.1f} {outcome.naive_ms / outcome.indexed_ms:<6.0f} {outcome.found}"
    )
    return outcome


def measure(size: int, asked: int) -> Outcome:
    """Ask an archive of ``size`` lines and half as many titles, both ways."""
    chance = random.Random(SEED)  # noqa: S311 - the same titles every time
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder, 'likeness.db')}")
        try:
            described = fill(database, size, chance)
            questions = list(questions_about(described, asked, chance))
            with database.read() as session:
                keys = list(session.scalars(select(LikenessRecord.title_key)))
                indexed, found = _timed(questions, lambda one: find_like(session, one))
                naive, _ = _timed(questions, lambda one: _look_through(session, one, keys))
        finally:
            database.dispose()
    medians = (statistics.median(indexed), statistics.median(naive))
    return Outcome(size, *medians, max(indexed), sum(bool(answer) for answer in found))


def fill(database: Database, size: int, chance: random.Random) -> list[Description]:
    """Write ``size`` offered lines and half as many titles; return them."""
    # What is loaded here need not outlive a power cut.
    event.listen(database.engine, "connect", _do_not_wait_for_the_disk)
    tables = [Base.metadata.tables[model.__tablename__] for model in (LikenessRecord, LikenessPair)]
    Base.metadata.create_all(database.engine, tables)
    described = [make_description(chance) for _ in range(size + size // 2)]
    for start in range(0, len(described), _AT_ONCE):
        rows = [
            row
            for place, one in enumerate(described[start : start + _AT_ONCE], start)
            for row in rows_of(Kind.DONATION_LINE if place < size else Kind.TITLE, new_id(), one)
        ]
        with database.write() as session:
            for model in (LikenessRecord, LikenessPair):
                values = [_values(row) for row in rows if isinstance(row, model)]
                session.execute(insert(model), values)
    return described


def _do_not_wait_for_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -200000")


def _values(row: LikenessRecord | LikenessPair) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def make_description(chance: random.Random) -> Description:
    """Return a document such as a county library is offered."""
    place = chance.choice(_PLACES) + "".join(chance.choices(_MORE, k=chance.randint(0, 3)))
    family = f"{chance.choice(_SURNAMES)}氏" if chance.random() < 1 / 2 else ""
    year = chance.randint(1750, 2020)
    author = chance.choice(_SURNAMES) + "".join(chance.choices(_MORE, k=2))
    return Description(f"{place}{family}{chance.choice(_KINDS)}", author, year, year)


def questions_about(
    described: list[Description], count: int, chance: random.Random
) -> Iterator[Description]:
    """Yield what is typed: known titles, known ones with a slip or cut short, and unknown ones."""
    for place in range(count):
        one = chance.choice(described)
        fields = asdict(one)
        if place % 4 == 1:
            at = chance.randrange(len(one.title))
            fields["title"] = one.title[:at] + chance.choice(_MORE) + one.title[at + 1 :]
        elif place % 4 == 2:
            fields["title"] = one.title[: max(2, len(one.title) - 2)]
        yield make_description(chance) if place % 4 == 3 else Description(**fields)


def _timed(
    questions: list[Description], ask: Callable[[Description], object]
) -> tuple[list[float], list[object]]:
    took, answers = [], []
    for question in questions:
        started = time.process_time()
        answers.append(ask(question))
        took.append((time.process_time() - started) * 1_000)
    return took, answers


def _look_through(session: Session, asked: Description, keys: list[str]) -> object:
    """Do without an index what is asked of one; the titles themselves are in memory already."""
    key = lookup_key(asked.title)
    containing = select(LikenessRecord.record_id).where(LikenessRecord.title_key.contains(key))
    nearest = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=_NEAREST_FROM, limit=6)
    return session.scalars(containing).all(), nearest


if __name__ == "__main__":
    sys.exit(main())
