"""The access pyramid: what goes in, what stands in the file, what is refused."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image, ImageCms

from archive.kernel.errors import UnreadableScanError
from digitize.derivatives.grid import Piece
from digitize.derivatives.pack import PackUnreadableError, read_pack
from digitize.derivatives.pyramid import PyramidSettings, write_pyramid

GREYISH = 128
Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
Tones = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def draw_picture(width: int, height: int) -> Image.Image:
    """A smooth picture whose colour tells where one is: red grows to the right, green downwards."""
    across = np.linspace(0, min(255, width), width, dtype=np.uint8)[None, :].repeat(height, 0)
    down = np.linspace(0, min(255, height), height, dtype=np.uint8)[:, None].repeat(width, 1)
    return Image.fromarray(np.dstack([across, down, np.full_like(across, GREYISH)]))


def read_level(path: Path, level: int) -> Pixels:
    image = pyvips.Image.tiffload(str(path), page=level, revalidate=True)
    pixels: Pixels = image.numpy()
    return pixels


def difference(one: Pixels, other: Pixels) -> float:
    assert one.shape == other.shape
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


def test_file_is_a_pyramid_that_libvips_reads_and_facts_tell_its_levels(tmp_path: Path) -> None:
    source, target = tmp_path / "a.png", tmp_path / "a.tif"
    draw_picture(1301, 1030).save(source)
    facts = write_pyramid(source, target)
    assert (facts.width, facts.height, facts.tile_px) == (1301, 1030, 512)
    assert facts.scale_factors == (1, 2, 4)
    assert facts.sizes == ((163, 129), (326, 258), (651, 515), (1301, 1030))
    levels = [read_level(target, n).shape[:2] for n in range(3)]
    assert levels == [(1030, 1301), (515, 651), (258, 326)]
    assert difference(read_level(target, 0), np.asarray(Image.open(source))) < 2
    assert facts.size_bytes == target.stat().st_size


def test_same_input_and_settings_give_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    draw_picture(900, 1300).save(source)
    one = write_pyramid(source, tmp_path / "one.tif")
    two = write_pyramid(source, tmp_path / "two.tif")
    finer = write_pyramid(source, tmp_path / "three.tif", PyramidSettings(quality=60))
    assert one == two
    assert one.sha256 != finer.sha256


@pytest.mark.parametrize(
    ("width", "height"), [(1, 1), (100, 70), (512, 512), (513, 1), (1025, 700), (40, 1600)]
)
def test_edge_tiles_and_sizes_are_stored_exactly(tmp_path: Path, width: int, height: int) -> None:
    source, target = tmp_path / "a.png", tmp_path / "a.tif"
    draw_picture(width, height).save(source)
    facts = write_pyramid(source, target)
    data = target.read_bytes()
    pack = read_pack(io.BytesIO(data))
    whole = {Piece(0, 0, width, height, *size) for size in facts.sizes}
    edges = {piece for _, piece in pack.grid.edge_tiles()}
    assert set(pack.pieces) == whole | edges
    for piece, span in pack.pieces.items():
        shown = Image.open(io.BytesIO(data[span.offset : span.offset + span.length]))
        assert shown.size == (piece.out_width, piece.out_height)
        box = (piece.x, piece.y, piece.x + piece.width, piece.y + piece.height)
        wanted = draw_picture(width, height).resize(shown.size, Image.Resampling.BOX, box)
        assert difference(np.asarray(shown), np.asarray(wanted)) < 8


def as_cmyk_tiff(picture: Image.Image, path: Path) -> None:
    picture.convert("CMYK").save(path, "TIFF")


def as_alpha_png(picture: Image.Image, path: Path) -> None:
    picture.putalpha(255)
    picture.save(path, "PNG")


def as_16_bit_png(picture: Image.Image, path: Path) -> None:
    deep = np.asarray(picture).astype(np.uint16) * 257
    pyvips.Image.new_from_array(deep).copy(interpretation="rgb16").pngsave(str(path))


def as_profiled_tiff(picture: Image.Image, path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture.save(path, "TIFF", icc_profile=profile)


def as_jpeg_2000(picture: Image.Image, path: Path) -> None:
    picture.save(path, "JPEG2000")


def as_palette_png(picture: Image.Image, path: Path) -> None:
    picture.quantize(256).save(path, "PNG")


@pytest.mark.parametrize(
    "save",
    [as_cmyk_tiff, as_alpha_png, as_16_bit_png, as_profiled_tiff, as_jpeg_2000, as_palette_png],
)
def test_every_kind_of_colour_comes_out_as_srgb(
    tmp_path: Path, save: Callable[[Image.Image, Path], None]
) -> None:
    source, target = tmp_path / "source", tmp_path / "a.tif"
    save(draw_picture(300, 200), source)
    write_pyramid(source, target)
    shown = read_level(target, 0)
    # CMYK without a profile is a matter of taste; the others must keep their colours.
    tolerance = 45 if save is as_cmyk_tiff else 6
    assert difference(shown, np.asarray(draw_picture(300, 200))) < tolerance


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16"])
def test_one_channel_stays_one_channel(tmp_path: Path, mode: str) -> None:
    source, target = tmp_path / "a.tif", tmp_path / "b.tif"
    grey = draw_picture(300, 200).convert("L")
    deep = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    (deep if mode == "I;16" else grey.convert(mode)).save(source)
    write_pyramid(source, target)
    shown = read_level(target, 0)
    assert shown.reshape(200, 300).mean() == pytest.approx(np.asarray(grey).mean(), abs=5)


def as_deep_jpeg_2000(tones: Tones, path: Path) -> None:
    Image.fromarray((tones * 65535).astype(np.uint16)).save(path, "JPEG2000")


def as_deep_tiff(tones: Tones, path: Path) -> None:
    pyvips.Image.new_from_array((tones * 65535).astype(np.uint16)).tiffsave(str(path))


def as_deeper_tiff(tones: Tones, path: Path) -> None:
    pyvips.Image.new_from_array((tones * (2**32 - 1)).astype(np.uint32)).tiffsave(str(path))


def as_float_tiff(tones: Tones, path: Path) -> None:
    pyvips.Image.new_from_array(tones.astype(np.float32)).tiffsave(str(path))


@pytest.mark.parametrize("save", [as_deep_jpeg_2000, as_deep_tiff, as_deeper_tiff, as_float_tiff])
def test_deep_grey_keeps_its_tones(tmp_path: Path, save: Callable[[Tones, Path], None]) -> None:
    tones = np.linspace(0, 1, 300)[None, :].repeat(200, 0)
    source, target = tmp_path / "source", tmp_path / "pyramid.tif"
    save(tones, source)
    write_pyramid(source, target)
    wanted = (tones * 255).astype(np.uint8)
    assert difference(read_level(target, 0).reshape(200, 300), wanted) < 2


def test_transparent_is_shown_on_white(tmp_path: Path) -> None:
    source, target = tmp_path / "a.png", tmp_path / "b.tif"
    Image.new("RGBA", (90, 50), (10, 10, 10, 0)).save(source)
    write_pyramid(source, target)
    assert read_level(target, 0).min() > 250


def test_padding_does_not_ring_into_the_edges_of_any_level(tmp_path: Path) -> None:
    source, target = tmp_path / "a.png", tmp_path / "b.tif"
    Image.new("RGB", (1537, 1031), (240, 230, 210)).save(source)
    facts = write_pyramid(source, target)
    for level in range(len(facts.scale_factors)):
        spread = np.ptp(read_level(target, level), axis=(0, 1))
        assert spread.max() <= 2, level


def test_scan_lying_on_its_side_is_turned_upright(tmp_path: Path) -> None:
    source, target = tmp_path / "a.jpg", tmp_path / "b.tif"
    exif = Image.Exif()
    exif[0x0112] = 6
    draw_picture(300, 200).save(source, exif=exif)
    facts = write_pyramid(source, target)
    assert (facts.width, facts.height) == (200, 300)


def test_truncated_scan_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    whole, source = tmp_path / "whole.jpg", tmp_path / "县志.jpg"
    draw_picture(600, 600).save(whole)
    source.write_bytes(whole.read_bytes()[:4000])
    whole.unlink()
    with pytest.raises(UnreadableScanError, match="县志"):
        write_pyramid(source, tmp_path / "b.tif")
    assert [path.name for path in tmp_path.iterdir()] == ["县志.jpg"]


def test_text_file_named_tif_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.tif"
    source.write_text("这不是图像", encoding="utf-8")
    with pytest.raises(UnreadableScanError):
        write_pyramid(source, tmp_path / "b.tif")


def test_quality_from_90_is_refused_because_its_tiles_cannot_be_copied_out() -> None:
    with pytest.raises(ValueError, match="90"):
        PyramidSettings(quality=90)


@pytest.mark.parametrize("spoil", [slice(0, -1), slice(0, -40), slice(0, 20), slice(1, None)])
def test_pack_of_a_damaged_file_is_refused(tmp_path: Path, spoil: slice) -> None:
    source, target = tmp_path / "a.png", tmp_path / "a.tif"
    draw_picture(300, 200).save(source)
    write_pyramid(source, target)
    with pytest.raises(PackUnreadableError):
        read_pack(io.BytesIO(target.read_bytes()[spoil]))
