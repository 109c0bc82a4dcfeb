"""Files of every kind the station takes, and what is no picture."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from digitize.imaging.errors import ImageTooLargeError, UnreadableImageError
from digitize.imaging.load import load_image


@pytest.fixture
def colours() -> Image.Image:
    pixels = np.zeros((40, 60, 3), dtype=np.uint8)
    pixels[:20, :30] = (255, 0, 0)
    pixels[20:, 30:] = (0, 0, 255)
    return Image.fromarray(pixels)


@pytest.mark.parametrize("suffix", ["png", "tif", "jp2", "jpg"])
def test_colour_files_become_bgr(tmp_path: Path, colours: Image.Image, suffix: str) -> None:
    path = tmp_path / f"色.{suffix}"
    colours.save(path)
    pixels = load_image(path)
    assert pixels.shape == (40, 60, 3)
    assert pixels[5, 5, 2] > 200
    assert pixels[5, 5, 0] < 60
    assert pixels[35, 55, 0] > 200
    assert pixels[35, 55, 2] < 60


def test_gray_and_bilevel_files_have_one_channel(tmp_path: Path) -> None:
    gray = Image.fromarray(np.full((20, 30), 90, dtype=np.uint8))
    gray.save(tmp_path / "gray.png")
    gray.convert("1", dither=Image.Dither.NONE).save(tmp_path / "bilevel.tif")
    assert load_image(tmp_path / "gray.png").shape == (20, 30)
    assert int(load_image(tmp_path / "gray.png")[3, 3]) == 90
    assert load_image(tmp_path / "bilevel.tif").max() == 0


def test_deep_samples_become_eight_bits(tmp_path: Path) -> None:
    Image.fromarray(np.full((20, 30), 51400, dtype=np.uint16)).save(tmp_path / "deep.tif")
    pixels = load_image(tmp_path / "deep.tif")
    assert pixels.dtype == np.uint8
    assert abs(int(pixels[5, 5]) - 200) <= 1


def test_transparency_is_laid_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (20, 10), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    assert load_image(tmp_path / "clear.png").min() == 255


def test_orientation_is_honoured(tmp_path: Path, colours: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    colours.save(tmp_path / "turned.jpg", exif=exif, quality=95)
    pixels = load_image(tmp_path / "turned.jpg")
    assert pixels.shape == (60, 40, 3)
    assert pixels[5, 35, 2] > 200


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_large_turned_photograph_is_read(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = Image.new("RGB", (2400, 1600), (30, 60, 200))
    picture.save(tmp_path / "camera.jpg", exif=exif)
    pixels = load_image(tmp_path / "camera.jpg")
    assert pixels.shape == ((1600, 2400, 3) if orientation < 5 else (2400, 1600, 3))


@pytest.mark.parametrize("content", [b"", b"this is no picture", b"\xff\xd8\xff\xe0 cut off"])
def test_what_is_no_picture_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "第一页.tif"
    path.write_bytes(content)
    with pytest.raises(UnreadableImageError, match=r"第一页\.tif"):
        load_image(path)


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    Image.fromarray(rng.integers(0, 255, (300, 300, 3), dtype=np.uint8)).save(tmp_path / "a.jpg")
    whole = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "b.jpg").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableImageError):
        load_image(tmp_path / "b.jpg")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableImageError, match=r"nowhere\.png"):
        load_image(tmp_path / "nowhere.png")


def test_too_many_pixels_are_never_decoded(tmp_path: Path, colours: Image.Image) -> None:
    colours.save(tmp_path / "big.png")
    with pytest.raises(ImageTooLargeError, match="2400"):
        load_image(tmp_path / "big.png", max_pixel_count=2399)
    assert load_image(tmp_path / "big.png", max_pixel_count=2400).shape == (40, 60, 3)
