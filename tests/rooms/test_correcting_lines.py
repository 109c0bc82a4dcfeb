"""What a correction does not name stays as it was: nothing is lost by putting a title right."""

import dataclasses
from typing import Any

import pytest

from archive.accounts.models import Role
from archive.counter.rows import LineForm, values_of
from archive.donations import service
from archive.donations.kinds import MaterialKind
from archive.donations.queries import find_donation
from archive.donations.schemas import LineView, NewLine
from archive.kernel.house import House
from tests.factories.gifts import make_donation
from tests.fixtures.clients import Person

FULL = NewLine(
    title="醴陵瓷业考",
    author="文斐",
    date_text="",
    material=MaterialKind.MANUSCRIPT,
    volume_count=2,
    note="封面破损",
    piece_count=3,
    condition="虫蛀",
    value_note="拍卖参考价",
    value_cents=123_450,
    year_from=1871,
    year_to=1872,
    photo_sha256="a" * 64,
)


@pytest.fixture
def line(house_on_each: House) -> LineView:
    """A line of which everything is known, and that is a copy of another."""
    with house_on_each.database.write() as session:
        original = make_donation(session, NewLine("醴陵瓷业考")).lines[0]
        copy = dataclasses.replace(FULL, copy_of_line_id=original.id)
        return make_donation(session, copy, NewLine("别的")).lines[0]


def told(line: LineView | NewLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in NewLine.__dataclass_fields__}


def test_a_row_of_the_counter_carries_every_field_of_a_line(line: LineView) -> None:
    """A field that a line gains and the form does not is a field that a correction empties."""
    by_itself = {"year_from", "year_to"}  # the service keeps them: see the next test
    again = told(LineForm.model_validate({k: v for k, v in values_of(line).items() if v}).line())
    for name, value in told(line).items():
        assert name in by_itself or again[name] == value, name


def test_the_form_of_a_correction_loses_nothing(house_on_each: House, line: LineView) -> None:
    typed = LineForm.model_validate({k: v for k, v in values_of(line).items() if v})
    with house_on_each.database.write() as session:
        corrected = dataclasses.replace(typed.line(), title="醴陵瓷業考")
        after = service.correct_line(session, line.id, corrected)
    assert told(after) == told(line) | {"title": "醴陵瓷業考"}


@pytest.mark.parametrize(
    "changed",
    [{"title": "醴陵瓷業考"}, {"condition": ""}, {"value_cents": None}, {"piece_count": 0}],
)
def test_only_what_is_named_changes(
    house_on_each: House, line: LineView, changed: dict[str, Any]
) -> None:
    with house_on_each.database.write() as session:
        after = service.change_line(session, line.id, changed)
    assert told(after) == told(line) | changed


def test_another_date_has_other_years(house_on_each: House, line: LineView) -> None:
    with house_on_each.database.write() as session:
        after = service.change_line(session, line.id, {"date_text": "民国十五年"})
    assert (after.year_from, after.year_to) == (1926, 1926)
    assert told(after) == told(line) | {
        "date_text": "民国十五年",
        "year_from": 1926,
        "year_to": 1926,
    }


def test_the_desk_keeps_what_its_form_does_not_show(house: House, person: Person) -> None:
    with house.database.write() as session:
        gift = make_donation(session, FULL, NewLine("别的"))
    line = gift.lines[0]
    shown = {k: v for k, v in values_of(line).items() if k not in {"photo", "copy_of"}}
    address = f"/desk/donations/{gift.id}/lines/{line.id}/correct"
    answer = person(Role.STAFF).submit(address, shown | {"title": "醴陵瓷業考"})
    assert answer.status_code == 303, answer.text
    with house.database.read() as session:
        after = find_donation(session, gift.id).lines[0]
    assert told(after) == told(line) | {"title": "醴陵瓷業考"}


def test_a_line_is_decided_and_corrected_only_under_its_own_gift(
    house: House, person: Person
) -> None:
    with house.database.write() as session:
        gift, other = make_donation(session), make_donation(session)
    clerk = person(Role.STAFF)
    address = f"/desk/donations/{other.id}/lines/{gift.lines[0].id}"
    assert clerk.submit(address, {f"decision-{gift.lines[0].id}": "accepted"}).status_code == 404
    assert clerk.submit(f"{address}/correct", {"title": "x"}).status_code == 404
    assert clerk.submit(f"{address}/remove", {}).status_code == 404
    with house.database.read() as session:
        assert find_donation(session, gift.id).lines == gift.lines
