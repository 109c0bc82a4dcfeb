"""Written samples open again, and the bad ones are bad in the way they say."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.samples import DrawnPage, ScanStyle, SikuStyle, Tone, draw_half_leaf
from tests.samples.bad_files import (
    BOMB_SIDE_PX,
    make_odd_files,
    make_unreadable_files,
    make_unusual_files,
)
from tests.samples.files import write_sample
from tests.samples.fonts import Face, MissingFontError, locate_face
from tests.samples.texts import LILING_HILLS

ODD = {odd.title: odd for odd in make_odd_files()}


@pytest.fixture(scope="module")
def page() -> DrawnPage:
    style = SikuStyle(pitch_px=44)
    return draw_half_leaf(style, ScanStyle(), LILING_HILLS, "a", np.random.default_rng(1))


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif"])
def test_a_sample_keeps_size_and_dpi(page: DrawnPage, tmp_path: Path, suffix: str) -> None:
    with Image.open(write_sample(page, tmp_path / f"页{suffix}")) as picture:
        assert picture.size == (page.truth.width, page.truth.height)
        assert picture.info["dpi"][0] == pytest.approx(300, abs=0.1)


def test_jpeg_2000_is_written(page: DrawnPage, tmp_path: Path) -> None:
    with Image.open(write_sample(page, tmp_path / "page.jp2")) as picture:
        assert picture.format == "JPEG2000"


def test_png_keeps_every_pixel_and_grey_stays_grey(tmp_path: Path) -> None:
    scan = ScanStyle(tone=Tone.BILEVEL)
    rng = np.random.default_rng(1)
    drawn = draw_half_leaf(SikuStyle(pitch_px=44), scan, LILING_HILLS, "a", rng)
    with Image.open(write_sample(drawn, tmp_path / "page.png")) as picture:
        assert picture.mode == "L"
        assert np.array_equal(np.asarray(picture), drawn.image[:, :, 0])


@pytest.mark.parametrize("title", ["bomb-png", "bomb-tiff"])
def test_a_bomb_is_small_on_disk_and_huge_in_memory(
    title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = ODD[title].content
    assert len(content) < 400_000
    with pytest.raises(Image.DecompressionBombError):
        Image.open(io.BytesIO(content))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (BOMB_SIDE_PX, BOMB_SIDE_PX)


def test_unreadable_files_do_not_decode() -> None:
    for title in ("truncated", "text", "empty"):
        with pytest.raises(OSError, match=r"truncated|cannot identify"):
            Image.open(io.BytesIO(ODD[title].content)).load()


def test_unusual_files_decode_and_differ_as_they_say(tmp_path: Path) -> None:
    opened = {}
    for odd in make_unusual_files():
        with Image.open(odd.write(tmp_path)) as picture:
            picture.load()
            opened[odd.title] = picture.copy()
            opened[odd.title].info = picture.info
    assert opened["cmyk"].mode == "CMYK"
    assert opened["sixteen-bit"].mode == "I;16"
    assert opened["alpha"].mode == "RGBA"
    assert opened["profile"].info["icc_profile"]
    width, height = opened["chinese"].size
    assert opened["rotated"].size == (height, width)


def test_readable_and_unreadable_are_told_apart() -> None:
    assert not any(odd.is_readable for odd in make_unreadable_files())
    assert all(odd.is_readable for odd in make_unusual_files())


def test_a_missing_font_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_file", lambda _: False)
    with pytest.raises(MissingFontError, match="apt-get install fonts-arphic-ukai"):
        locate_face(Face.KAI)
