"""What is rendered: sizes, turns, mirrors, qualities and formats of the right level."""

from collections.abc import Iterator

import numpy as np
import pytest

from digitize.derivatives.grid import TileGrid
from iiif.image.asgi import ImageServer, Settings
from iiif.image.directory import MemoryImageDirectory
from iiif.image.renderer import pick_level
from iiif.image.request import DEFAULT_LIMITS, Version, parse_request, plan_request
from tests.unit.iiif.image.asking import BASE, ask, make_page


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ImageServer]:
    record = make_page(tmp_path_factory.mktemp("page"), 1301, 900)
    made = ImageServer(Settings(BASE), MemoryImageDirectory([record]))
    yield made
    made.close()


def show(server: ImageServer, words: str) -> np.ndarray[tuple[int, ...], np.dtype[np.int_]]:
    answer = ask(server, f"/iiif/3/page1/{words}")
    assert answer.status == 200, answer.body
    return np.asarray(answer.image().convert("RGB")).astype(int)


@pytest.mark.parametrize(
    ("form", "media_type", "kind"),
    [
        ("jpg", "image/jpeg", "JPEG"),
        ("png", "image/png", "PNG"),
        ("webp", "image/webp", "WEBP"),
        ("tif", "image/tiff", "TIFF"),
        ("gif", "image/gif", "GIF"),
    ],
)
def test_formats(server: ImageServer, form: str, media_type: str, kind: str) -> None:
    answer = ask(server, f"/iiif/3/page1/full/200,100/0/default.{form}")
    assert answer.headers["content-type"] == media_type
    assert answer.image().format == kind
    assert answer.image().size == (200, 100)


def test_region_shows_its_place(server: ImageServer) -> None:
    shown = show(server, "325,225,651,450/100,70/0/default.png")
    assert shown[0, 0, 0] == pytest.approx(20 + 215 / 4, abs=5)
    assert shown[-1, -1, 1] == pytest.approx(20 + 215 * 3 / 4, abs=5)


def test_mirror_comes_before_the_turn(server: ImageServer) -> None:
    plain = show(server, "full/130,90/0/default.png")
    assert np.abs(show(server, "full/130,90/!0/default.png") - plain[:, ::-1]).mean() < 2
    assert np.abs(show(server, "full/130,90/90/default.png") - np.rot90(plain, -1)).mean() < 2
    mirrored_then_turned = np.rot90(plain[:, ::-1], -1)
    assert np.abs(show(server, "full/130,90/!90/default.png") - mirrored_then_turned).mean() < 2


def test_any_angle_grows_the_picture_and_fills_with_white_or_nothing(server: ImageServer) -> None:
    slanted = show(server, "full/130,90/45/default.jpg")
    assert slanted.shape[0] == pytest.approx((130 + 90) / 2**0.5, abs=3)
    assert slanted[2, 2].min() > 245
    png = ask(server, "/iiif/3/page1/full/130,90/45/default.png").image()
    assert png.mode == "RGBA"
    assert np.asarray(png)[2, 2, 3] == 0


def test_gray_and_bitonal(server: ImageServer) -> None:
    gray = show(server, "full/130,90/0/gray.png")
    assert (gray[..., 0] == gray[..., 2]).all()
    bitonal = show(server, "full/130,90/0/bitonal.png")
    assert set(np.unique(bitonal)) == {0, 255}


def test_enlarging(server: ImageServer) -> None:
    assert show(server, "0,0,10,10/^200,200/0/default.png").shape == (200, 200, 3)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("full/max/0/default.png", 0),
        ("full/501,501/0/default.png", 0),
        ("full/500,500/0/default.png", 1),
        ("full/250,300/0/default.png", 1),
        ("full/100,100/0/default.png", 2),
        ("0,0,100,100/^200,200/0/default.png", 0),
    ],
)
def test_the_smallest_level_that_is_sharp_enough_is_read(words: str, level: int) -> None:
    request = parse_request(Version.V3, *words.split("/"))
    made = plan_request(request, 1000, 1000, DEFAULT_LIMITS)
    assert pick_level(TileGrid(1000, 1000, 256, 3), made) == level
