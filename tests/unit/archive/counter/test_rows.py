import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from archive.counter.rows import COLUMNS, UNTITLED, is_blank, read_rows, rows_of
from archive.donations.kinds import MaterialKind
from archive.donations.schemas import NewLine

words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="<"),
    max_size=20,
)
lines = st.builds(
    NewLine,
    title=words.filter(bool),
    author=words,
    date_text=st.sampled_from(["", "不详"]),
    material=st.sampled_from(MaterialKind),
    volume_count=st.integers(1, 9999),
    note=words,
    piece_count=st.integers(0, 99_999),
    condition=words,
    value_note=words,
    value_cents=st.none() | st.integers(0, 10**9),
    photo_sha256=st.sampled_from(["", "ab" * 32]),
    copy_of_title_id=st.sampled_from([None, "0123456789ab"]),
)


def as_sent(rows: list[dict[str, object]]) -> FormData:
    return FormData([(f"line_{name}", str(row[name])) for row in rows for name in row])


@given(st.lists(lines))
def test_rows_shown_are_read_back_as_the_lines_they_came_from(listed: list[NewLine]) -> None:
    shown = rows_of(listed)
    sent = as_sent([{name: row.value(name) for name in COLUMNS} for row in shown])
    read, rows = read_rows(sent)
    assert read == listed
    assert not any(row.errors for row in rows)


typed = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


@given(st.lists(st.tuples(st.sampled_from(list(COLUMNS)), typed)))
def test_whatever_is_sent_is_shown_again(sent: list[tuple[str, str]]) -> None:
    _, rows = read_rows(FormData([(f"line_{name}", value) for name, value in sent]))
    for name, value in sent:
        assert value.strip() in [row.value(name) for row in rows]


def test_a_row_with_kind_and_count_only_is_blank() -> None:
    sent = FormData([("line_material", "book"), ("line_volume_count", "1"), ("line_title", " ")])
    read, rows = read_rows(sent)
    assert read == []
    assert is_blank(rows[0])


@pytest.mark.parametrize("count", ["-1", "0", "10000", "若干", "1.5"])
def test_a_count_that_cannot_be_is_named_in_its_row(count: str) -> None:
    sent = FormData([("line_title", "县志"), ("line_volume_count", count)])
    read, rows = read_rows(sent)
    assert read == []
    assert set(rows[0].errors) == {"volume_count"}


def one_row(**cells: str) -> FormData:
    return FormData([(f"line_{name}", value) for name, value in cells.items()])


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("date_text", "咸豐十二年", "咸丰只有 11 年"),
        ("date_text", "1998年2月30日", "没有"),
        ("title", "<script>alert(1)</script>", "网页代码"),
        ("note", "见 <b>附件</b>", "网页代码"),
        ("value", "很贵", "请填写金额"),
        ("piece_count", "-3", "不能小于 0"),
        ("title", "长" * 501, "最多 500 个字"),
        ("photo", "../../etc/passwd", "格式不对"),
    ],
)
def test_what_cannot_be_is_said_at_its_cell(column: str, value: str, said: str) -> None:
    read, rows = read_rows(one_row(**{"title": "县志", column: value}))
    assert read == []
    assert said in rows[0].error(column)


def test_a_date_is_kept_with_its_years() -> None:
    (line,), _ = read_rows(one_row(title="县志", date_text="清同治十年"))
    assert (line.date_text, line.year_from, line.year_to) == ("清同治十年", 1871, 1872)


@pytest.mark.parametrize(
    ("volumes", "pieces", "counted"),
    [("", "", (1, 0)), ("", "12", (0, 12)), ("2", "", (2, 0)), ("0", "3", (0, 3))],
)
def test_what_is_counted_in_pieces_needs_no_volumes(
    volumes: str, pieces: str, counted: tuple[int, int]
) -> None:
    (line,), _ = read_rows(one_row(title="合影", volume_count=volumes, piece_count=pieces))
    assert (line.volume_count, line.piece_count) == counted


def test_a_photograph_alone_is_a_line_to_be_named_later() -> None:
    (line,), _ = read_rows(one_row(title="", photo="ab" * 32))
    assert line.title == UNTITLED
    assert rows_of([line])[0].value("title") == ""
