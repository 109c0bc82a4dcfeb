"""The official validator against the real image server, at level 2 of both versions."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from digitize.derivatives.pyramid import write_pyramid
from iiif.image.asgi import ImageServer, Settings
from iiif.image.directory import ImageRecord, MemoryImageDirectory
from tests.contracts.image_validator import draw_test_image, validate
from tests.fixtures.servers import address_of, answering, bind_loopback

IDENTIFIER = "67352ccc-d1b0-11e1-89ae-279075081939"


@pytest.fixture(scope="module")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("validator")
    record = make_record(folder)
    with bind_loopback() as listener:
        address = address_of(listener)
        server = ImageServer(Settings(address), MemoryImageDirectory([record]))
        with answering(server, listener):
            yield address
        server.close()


def make_record(folder: Path) -> ImageRecord:
    source, target = folder / "source.png", folder / "pyramid.tif"
    draw_test_image(source)
    facts = write_pyramid(source, target)
    made_at = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    return ImageRecord(IDENTIFIER, target, facts.width, facts.height, facts.sha256, made_at)


@pytest.mark.parametrize(("version", "tests"), [("3.0", 33), ("2.0", 30)])
def test_official_validator_finds_no_failure_at_level_2(
    base_url: str, version: str, tests: int
) -> None:
    said = validate(base_url, f"iiif/{version[0]}", IDENTIFIER, version)
    assert said.splitlines()[-1] == f"Done ({tests} tests, 0 failures)", said
