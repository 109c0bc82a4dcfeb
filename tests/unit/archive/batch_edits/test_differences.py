"""What a batch edit changes, and when undoing it would overwrite somebody."""

from hypothesis import given
from hypothesis import strategies as st

from archive.batch_edits.differences import changed_since, difference

fields = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["", "x", "y"]))


@given(fields, fields)
def test_what_is_written_and_taken_back_is_as_before(
    held: dict[str, str], changes: dict[str, str]
) -> None:
    found = difference(held, changes)
    written = held | found.after
    assert {name: written[name] for name in changes} == changes
    assert changed_since(written, found.after) == []
    undone = written | found.before
    assert {name: undone.get(name) for name in held} == held


@given(fields, fields, st.sampled_from("abcd"))
def test_a_later_change_of_a_touched_field_is_seen(
    held: dict[str, str], changes: dict[str, str], name: str
) -> None:
    found = difference(held, changes)
    later = held | found.after | {name: "somebody else's"}
    assert changed_since(later, found.after) == ([name] if name in found.after else [])


def test_a_record_that_reads_so_already_is_not_touched() -> None:
    assert not difference({"a": "x"}, {"a": "x"})
