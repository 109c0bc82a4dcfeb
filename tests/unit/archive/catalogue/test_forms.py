import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.catalogue.errors import NotAReprintPlaceError
from archive.catalogue.forms import TitleForm, values_of
from archive.catalogue.schemas import AccessLevel, TitleFields
from archive.catalogue.siku import every_place
from archive.kernel.markup_code import has_markup_code

plain = st.text(max_size=500).filter(lambda text: not has_markup_code(text))
places = st.sampled_from(every_place())
fields = st.builds(
    lambda place, **rest: TitleFields(
        siku_division=place.division,
        siku_class=place.siku_class,
        siku_subclass=place.subclass,
        **rest,
    ),
    places,
    title=plain,
    author=plain,
    juan_count=st.none() | st.integers(1, 99_999),
    reprint_volume=st.integers(1, 1500),
    reprint_page=st.integers(1, 9999),
    reprint_column=st.sampled_from(["", "a", "b", "c", "d"]),
    access_level=st.sampled_from(AccessLevel),
)


@given(fields)
def test_a_title_shown_in_the_form_is_read_back_unchanged(held: TitleFields) -> None:
    typed = TitleForm.model_validate(values_of(held, revision=3))
    assert typed.changed_fields() == held
    assert typed.revision == 3


def test_a_class_brings_its_division() -> None:
    assert TitleForm(revision=1, siku_class="地理類").changed_fields().siku_division == "史部"


def test_a_place_that_cannot_be_read_is_refused_by_its_field() -> None:
    with pytest.raises(NotAReprintPlaceError) as caught:
        TitleForm(revision=1, reprint="somewhere").changed_fields()
    assert caught.value.field == "reprint"


def test_no_place_is_no_place() -> None:
    kept = TitleForm(revision=1, title="县志").changed_fields()
    assert kept == dataclasses.replace(TitleFields(title="县志"))
    assert (kept.siku_place, kept.reprint_place) == (None, None)
