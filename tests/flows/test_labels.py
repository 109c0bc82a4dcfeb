"""Labels: chosen by number, by place or by batch, looked at, printed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from archive.accounts.models import Role
from archive.catalogue.schemas import VolumeView
from archive.kernel.house import House
from archive.labels import selection
from archive.locations.schemas import PlaceView
from archive.stock import service as moving
from archive.stock.schemas import Cause, barcode_of
from tests.factories.places import make_places, make_room
from tests.factories.registered import register_volumes
from tests.fixtures.clients import Client, Person
from tests.fixtures.statements import CountQueries

PAGE = "/desk/labels"
PDFTOTEXT = shutil.which("pdftotext") or "pdftotext"
MOST_QUERIES = 12


@pytest.fixture
def volumes(house: House) -> list[VolumeView]:
    """Thirty volumes with a call number."""
    with house.database.write() as session:
        return register_volumes(session, "丁家坊丁氏族譜", 30, "K820.9/12")


@pytest.fixture
def shelves(house: House) -> list[PlaceView]:
    """A room with two bookcases of two levels; the room comes first."""
    with house.database.write() as session:
        room = make_room(session)
        return [room, *make_places(session, room, 2, 2)]


def text_of(client: Client, tmp_path: Path, **query: str) -> str:
    """Return what can be read in the sheets that are printed."""
    answer = client.get(f"{PAGE}/sheets.pdf", params=query)
    assert answer.status_code == 200, answer.text
    path = tmp_path / "labels.pdf"
    path.write_bytes(answer.content)
    told = subprocess.run([PDFTOTEXT, "-layout", str(path), "-"], capture_output=True, check=True)
    return told.stdout.decode()


def test_a_run_of_numbers_gets_its_labels(
    house: House,
    person: Person,
    volumes: list[VolumeView],
    tmp_path: Path,
    count_queries: CountQueries,
) -> None:
    clerk = person(Role.STAFF)
    run = {"first": barcode_of(volumes[2]), "last": barcode_of(volumes[28])}
    with count_queries(house.database) as asked:
        page = clerk.get(PAGE, params=run | {"start": "23"})
    assert len(asked) <= MOST_QUERIES
    assert "共 27 张标签，3 页" in page.text
    assert page.text.count('class="sheet__label"') == 2
    assert f"{PAGE}/sheets.pdf?first=" in page.text
    printed = text_of(clerk, tmp_path, **run)
    for volume in volumes[2:29]:
        assert barcode_of(volume) in printed
    assert barcode_of(volumes[1]) not in printed
    assert "丁家坊丁氏族譜" in printed


def test_a_spine_label_shows_the_call_number_in_lines(
    person: Person, volumes: list[VolumeView], tmp_path: Path
) -> None:
    clerk = person(Role.STAFF)
    asked = {"kind": "spine", "sheet": "a4-4x10", "first": barcode_of(volumes[0])}
    printed = text_of(clerk, tmp_path, **asked)
    assert re.search(r"K820\.9\s+12\s+第1册", printed)


def test_shelves_get_labels_with_their_barcodes(
    person: Person, shelves: list[PlaceView], tmp_path: Path
) -> None:
    clerk = person(Role.STAFF)
    asked = {"kind": "place", "place": shelves[0].address}
    printed = text_of(clerk, tmp_path, **asked)
    assert [place.barcode in printed for place in shelves] == [False, *[True] * 6]
    only = text_of(clerk, tmp_path, **asked, level="room")
    assert shelves[0].barcode in only
    assert shelves[1].barcode not in only


def test_what_stands_at_a_place_gets_labels(
    house: House, person: Person, shelves: list[PlaceView], volumes: list[VolumeView]
) -> None:
    with house.database.write() as session:
        moving.move(session, [volumes[0].id], shelves[2], Cause.SHELVED)
    page = person(Role.STAFF).get(PAGE, params={"place": shelves[0].barcode}).text
    assert "共 1 张标签" in page
    assert barcode_of(volumes[0]) in page


def test_what_is_wrong_with_a_choice_is_said_beside_its_field(
    person: Person, volumes: list[VolumeView], monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = person(Role.STAFF)
    last, first = barcode_of(volumes[0]), barcode_of(volumes[5])
    monkeypatch.setattr(selection, "MOST_LABELS", 10)
    for asked, field in [
        ({"first": "987654"}, "first"),
        ({"first": first, "last": last}, "last"),
        ({"first": last, "last": "987654"}, "last"),
        ({"place": "ZG-XX"}, "place"),
        ({"first": last, "last": barcode_of(volumes[20])}, "first"),
        ({"first": first, "start": "0"}, "start"),
    ]:
        answer = clerk.get(PAGE, params=asked)
        assert answer.status_code == 422, asked
        assert f'id="field-{field}-error"' in answer.text, asked
    assert clerk.get(PAGE).status_code == 200


def test_a_volume_without_a_call_number_is_pointed_out(house: House, person: Person) -> None:
    with house.database.write() as session:
        (volume,) = register_volumes(session, "無號", 1, shelfmark="")
    asked = {"kind": "spine", "first": barcode_of(volume)}
    assert "有 1 册没有索书号" in person(Role.STAFF).get(PAGE, params=asked).text
