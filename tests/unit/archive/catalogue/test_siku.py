from itertools import pairwise

import pytest

from archive.catalogue import siku
from archive.catalogue.siku import SikuPlace


def test_the_scheme_has_four_divisions_44_classes_and_66_subclasses() -> None:
    places = siku.every_place()
    assert siku.divisions() == ["經部", "史部", "子部", "集部"]
    assert [len(siku.classes_of(division)) for division in siku.divisions()] == [10, 15, 14, 5]
    assert len([place for place in places if not place.subclass]) == 44
    assert len([place for place in places if place.subclass]) == 66


def test_every_place_is_one_and_no_two_are_the_same() -> None:
    places = siku.every_place()
    assert all(siku.is_place(place) for place in places)
    assert len(set(places)) == len(places)


def test_a_class_names_its_division() -> None:
    assert all(siku.division_of(place.siku_class) == place.division for place in siku.every_place())
    assert siku.division_of("雜纂類") == ""


def test_a_class_is_followed_by_its_own_subclasses() -> None:
    for before, after in pairwise(siku.every_place()):
        if after.subclass:
            assert after.siku_class == before.siku_class


@pytest.mark.parametrize(
    "place",
    [
        SikuPlace("史部", "易類"),
        SikuPlace("史部", "地理類", "訓詁"),
        SikuPlace("史部", "正史類", "都會郡縣"),
        SikuPlace("史部", ""),
        SikuPlace("", ""),
        SikuPlace("叢部", "雜纂類"),
    ],
)
def test_what_does_not_belong_together_is_no_place(place: SikuPlace) -> None:
    assert not siku.is_place(place)


def test_a_place_reads_as_the_catalogue_writes_it() -> None:
    assert str(SikuPlace("史部", "地理類", "都會郡縣")) == "史部·地理類·都會郡縣之屬"
    assert str(SikuPlace("集部", "別集類")) == "集部·別集類"
