"""The TIFF index reader: every layout a pyramid comes in, and nothing else."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvips
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from iiif.image.tiff import TiffUnreadableError, read_levels


def reader(data: bytes) -> Any:
    return lambda length, offset: data[offset : offset + length]


def save(path: Path, **options: Any) -> bytes:
    image = pyvips.Image.xyz(700, 600).extract_band(0).cast("uchar")
    shown = image.bandjoin([image, image]).copy(interpretation="srgb")
    defaults = {"tile": True, "tile_width": 256, "tile_height": 256, "pyramid": True}
    shown.tiffsave(str(path), **{**defaults, "compression": "jpeg", "Q": 80, **options})
    return path.read_bytes()


@pytest.mark.parametrize("options", [{}, {"bigtiff": True}, {"subifd": True}])
def test_tiles_are_found_and_are_jpegs(tmp_path: Path, options: dict[str, bool]) -> None:
    path = tmp_path / "a.tif"
    data = save(path, **options)
    levels = read_levels(reader(data))
    assert [(level.width, level.height) for level in levels] == [(700, 600), (350, 300), (175, 150)]
    offset, length = levels[0].span_at(1, 1)
    tile = Image.open(io.BytesIO(levels[0].prefix + data[offset : offset + length]))
    wanted = pyvips.Image.new_from_file(str(path)).crop(256, 256, 256, 256).numpy()
    assert np.abs(np.asarray(tile).astype(int) - wanted).mean() < 2


@pytest.mark.parametrize(
    "options", [{"compression": "lzw"}, {"Q": 95}, {"tile_height": 128}, {"tile": False}]
)
def test_what_cannot_be_copied_out_is_refused(tmp_path: Path, options: dict[str, Any]) -> None:
    data = save(tmp_path / "a.tif", **{"pyramid": False, **options})
    with pytest.raises(TiffUnreadableError):
        read_levels(reader(data))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return save(tmp_path_factory.mktemp("tiff") / "a.tif")


@pytest.mark.parametrize("tag", [256, 257, 322])
def test_an_empty_image_is_refused(whole: bytes, tag: int) -> None:
    first = int.from_bytes(whole[4:8], "little")
    entry = whole.index(tag.to_bytes(2, "little"), first)
    spoilt = whole[: entry + 8] + bytes(4) + whole[entry + 12 :]
    with pytest.raises(TiffUnreadableError, match="empty"):
        read_levels(reader(spoilt))


@given(data=st.data())
def test_damage_is_refused_or_harmless(whole: bytes, data: st.DataObject) -> None:
    spoilt = bytearray(whole)
    first = int.from_bytes(whole[4:8], "little")
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.one_of(st.integers(0, 15), st.integers(first, first + 250)))
        spoilt[place % len(spoilt)] = data.draw(st.integers(0, 255))
    kept = bytes(spoilt[: data.draw(st.integers(0, len(spoilt)))])
    try:
        levels = read_levels(reader(kept))
    except TiffUnreadableError:
        return
    assert all(level.column_count >= 1 for level in levels)
