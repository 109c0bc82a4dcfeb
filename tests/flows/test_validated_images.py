"""The official image validator against the real site: in by the ordinary door, out by the route."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.accessions.queries import volume_ids_of_batch
from archive.accessions.schemas import NewHolding
from archive.accessions.service import register_existing
from archive.accounts.models import Role
from archive.catalogue.schemas import NewVolume, TitleFields, TitleKind
from archive.kernel.house import House
from archive.rights.levels import AccessLevel
from digitize.layout.model import Profile
from digitize.pages.queries import pages_of_volume
from digitize.pipeline.worker import work
from tests.contracts.image_validator import draw_test_image, validate
from tests.fixtures.clients import Client, Person
from tests.fixtures.servers import LiveServer

TESTS = {"3.0": 33, "2.0": 30}
"""How many there are at level 2."""


def hold_photograph(house: House) -> str:
    """Register a photograph that everybody may see; return its volume."""
    fields = TitleFields(title="验证用图", access_level=AccessLevel.PUBLIC, access_reason="测试")
    holding = NewHolding("validator", TitleKind.LOCAL_DOCUMENT, fields, (NewVolume("全一册"),))
    with house.database.write() as session:
        return volume_ids_of_batch(session, register_existing(session, holding).id)[0]


def digitize(operator: Client, house: House, volume_id: str, picture: Path, profile: str) -> str:
    """Take the picture in as the station does, let the worker work, approve; return the page."""
    opened = operator.submit("/station/batches", {"volume_id": volume_id, "profile": profile})
    batch = re.sub(r".*/", "", opened.headers["location"])
    sent = operator.post(
        f"/station/batches/{batch}/scans?name={quote(picture.name)}",
        content=picture.read_bytes(),
        headers={"X-CSRF-Token": operator.token},
    )
    assert sent.status_code == 201, sent.text
    work(house, once=True)
    assert operator.submit(f"/station/batches/{batch}/approve").status_code == 303
    with house.database.read() as session:
        [page] = pages_of_volume(session, volume_id, published_only=True)
    return page.id


@pytest.mark.parametrize(
    ("profile", "version"),
    [
        (Profile.PICTURE.value, "3.0"),
        (Profile.PICTURE.value, "2.0"),
        pytest.param("", "3.0", marks=pytest.mark.tesseract),
    ],
)
def test_the_official_validator_finds_no_failure_at_level_2(
    person: Person,
    house: House,
    live_server: LiveServer,
    tmp_path: Path,
    profile: str,
    version: str,
) -> None:
    picture = tmp_path / "67352ccc.png"
    draw_test_image(picture)
    operator = person(Role.OPERATOR)
    page_id = digitize(operator, house, hold_photograph(house), picture, profile)
    said = validate(live_server.base_url, f"iiif/{version[0]}", page_id, version)
    assert said.splitlines()[-1] == f"Done ({TESTS[version]} tests, 0 failures)", said
