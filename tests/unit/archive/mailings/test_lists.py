"""A pasted list of addressees is read as people write such lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.correspondence.letters import Addressee
from archive.mailings.files import name_of_file
from archive.mailings.lists import read_list


@pytest.mark.parametrize(
    "line",
    [
        "张毓鋆\t渌江书院",
        "张毓鋆，渌江书院",
        "张毓鋆,渌江书院",
        "1. 张毓鋆　渌江书院",
        "张毓鋆   渌江书院",
    ],
)
def test_a_name_and_a_unit_are_told_apart(line: str) -> None:
    assert read_list(line) == [Addressee("张毓鋆", "渌江书院")]


def test_headings_empty_lines_and_what_stands_twice_are_passed_over() -> None:
    text = "姓名\t单位\n\n张毓鋆\n张毓鋆\n醴陵东堡张氏宗亲会\t沈潭镇\n"
    assert read_list(text) == [Addressee("张毓鋆"), Addressee("醴陵东堡张氏宗亲会", "沈潭镇")]


@pytest.mark.parametrize("cell", ["13900001234", "0731-2320 0000", "zhang@example.org"])
def test_how_to_reach_somebody_is_never_taken_up(cell: str) -> None:
    assert read_list(f"张毓鋆\t{cell}\t解放路8号") == [Addressee("张毓鋆")]


@given(st.text(max_size=300))
def test_whatever_is_pasted_each_addressee_has_a_name_and_stands_once(text: str) -> None:
    found = read_list(text)
    assert all(one.name and one.name == one.name.strip() for one in found)
    assert len(found) == len(set(found))


@given(st.text(max_size=80))
def test_a_file_is_called_by_its_number_and_takes_any_name(name: str) -> None:
    called = name_of_file(name, "函字〔2026〕第0001号", "pdf")
    assert called.startswith("函字〔2026〕第0001号 ")
    assert not set(called) & set('\\/:*?"<>|\n\r\t')
    assert len(called.encode()) <= 255
