import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from archive.donations.forms import LineForm, is_blank, read_rows, rows_of
from archive.donations.kinds import MaterialKind
from archive.donations.schemas import NewLine

words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), max_size=20)
lines = st.builds(
    NewLine,
    title=words.filter(bool),
    author=words,
    date_text=words,
    material=st.sampled_from(MaterialKind),
    volume_count=st.integers(1, 9999),
    note=words,
)


def as_sent(rows: list[dict[str, object]]) -> FormData:
    return FormData([(f"line_{name}", str(row[name])) for row in rows for name in row])


@given(st.lists(lines))
def test_rows_shown_are_read_back_as_the_lines_they_came_from(listed: list[NewLine]) -> None:
    shown = rows_of(listed)
    sent = as_sent([{name: row.value(name) for name in LineForm.model_fields} for row in shown])
    read, rows = read_rows(sent)
    assert read == listed
    assert not any(row.errors for row in rows)


typed = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


@given(st.lists(st.tuples(st.sampled_from(list(LineForm.model_fields)), typed)))
def test_whatever_is_sent_is_shown_again(sent: list[tuple[str, str]]) -> None:
    _, rows = read_rows(FormData([(f"line_{name}", value) for name, value in sent]))
    for name, value in sent:
        assert value.strip() in [row.value(name) for row in rows]


def test_a_row_with_kind_and_count_only_is_blank() -> None:
    sent = FormData([("line_material", "book"), ("line_volume_count", "1"), ("line_title", " ")])
    read, rows = read_rows(sent)
    assert read == []
    assert is_blank(rows[0])


@pytest.mark.parametrize("count", ["0", "10000", "若干", "1.5"])
def test_a_count_that_cannot_be_is_named_in_its_row(count: str) -> None:
    sent = FormData([("line_title", "县志"), ("line_volume_count", count)])
    read, rows = read_rows(sent)
    assert read == []
    assert set(rows[0].errors) == {"volume_count"}
