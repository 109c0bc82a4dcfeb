"""Finding what is alike through the index, on both engines."""

import pytest
from sqlalchemy import event

from archive.kernel.database import Database
from archive.likeness import service
from archive.likeness.scoring import Description, Reason
from archive.likeness.service import Kind, find_like, forget_record, index_record


def index(database: Database, **titles: str) -> None:
    with database.write() as session:
        for record_id, title in titles.items():
            index_record(session, Kind.TITLE, record_id, Description(title))


def found(database: Database, title: str) -> list[str]:
    with database.read() as session:
        return [like.record_id for like in find_like(session, Description(title))]


def test_equal_titles_come_first_in_any_script(database: Database) -> None:
    index(database, a="醴陵县志", b="同治醴陵县志", c="茶陵县志", d="瓷业考")
    assert found(database, "《醴陵縣志》") == ["a", "b"]
    assert found(database, "湖南") == []
    assert found(database, "") == []


@pytest.mark.parametrize("title", ["志", "瓷业", "瓷"])
def test_short_titles_are_found(database: Database, title: str) -> None:
    index(database, a=title, b="别的")
    assert found(database, title) == ["a"]


def test_what_was_renamed_or_forgotten_is_not_found(database: Database) -> None:
    index(database, a="醴陵县志", b="醴陵县志")
    index(database, a="渌江书院志")
    with database.write() as session:
        forget_record(session, Kind.TITLE, "b")
    assert found(database, "醴陵县志") == []
    assert found(database, "渌江书院志") == ["a"]


def test_reasons_and_the_parent_are_told(database: Database) -> None:
    offered = Description("渌江书院讲义", "（清）左宗棠撰", 1837, 1837)
    with database.write() as session:
        index_record(session, Kind.DONATION_LINE, "line", offered, "gift")
        asked = Description("渌江书院讲义", "左宗棠", 1837, 1837)
        (like,) = find_like(session, asked)
        assert find_like(session, asked, apart_from={(Kind.DONATION_LINE, "line")}) == []
    assert (like.kind, like.parent_id, like.verdict.score) == (Kind.DONATION_LINE, "gift", 100)
    assert like.verdict.reasons == (
        Reason.SAME_TITLE,
        Reason.SAME_RESPONSIBILITY,
        Reason.SAME_YEAR,
    )


def test_asking_takes_three_queries_however_much_there_is(database: Database) -> None:
    index(database, **{f"r{n}": f"醴陵瓷业志第{n}卷" for n in range(300)})
    statements: list[str] = []

    def note(_c: object, _u: object, statement: str, *_more: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    assert found(database, "醴陵瓷业志第7卷")[0] == "r7"
    event.remove(database.engine, "before_cursor_execute", note)
    assert len(statements) <= 3


def test_of_a_common_pair_no_more_than_so_many_records_are_read(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(database, **{f"r{n:02}": f"湖南{n}县志" for n in range(30)})
    index(database, s="湖南某县志")
    monkeypatch.setattr(service, "_COUNTED_TO", 5)
    with database.read() as session:
        like = find_like(session, Description("湖南某县志"), limit=100)
        read = service._candidates(session, "湖南某县志")
    assert like[0].record_id == "s"  # an equal title is found however common its pairs are
    assert 1 < len(read) <= 1 + 2 * 5
