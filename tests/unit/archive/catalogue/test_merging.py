import dataclasses
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from archive.catalogue.merging import fields_before, merge_fields
from archive.catalogue.schemas import TitleFields

NAMES = ("title", "author", "edition", "note")
values = st.sampled_from(["甲", "乙", "丙"])
titles = st.builds(TitleFields, **dict.fromkeys(NAMES, values))


def overwritten(old: TitleFields, new: TitleFields) -> dict[str, Any]:
    return {n: getattr(old, n) for n in NAMES if getattr(old, n) != getattr(new, n)}


@given(titles, titles)
def test_who_changed_nothing_takes_all_that_others_changed(
    seen: TitleFields, held: TitleFields
) -> None:
    assert merge_fields(overwritten(seen, held), held, seen) == held


@given(titles, titles, titles)
def test_each_field_is_the_one_that_somebody_changed(
    seen: TitleFields, held: TitleFields, typed: TitleFields
) -> None:
    merged = merge_fields(overwritten(seen, held), held, typed)
    for name in NAMES:
        mine, theirs, first = getattr(typed, name), getattr(held, name), getattr(seen, name)
        assert getattr(merged, name) == (mine if mine != first else theirs)


@given(st.lists(titles, min_size=2))
def test_several_changes_are_undone_to_what_was_first_seen(versions: list[TitleFields]) -> None:
    pairs = list(pairwise(versions))
    base = fields_before(overwritten(old, new) for old, new in reversed(pairs))
    restored = dataclasses.replace(versions[-1], **base)
    assert restored == versions[0]
