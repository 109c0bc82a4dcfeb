"""Files that break careless programs: damaged, lying, huge, or merely unusual."""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageCms

from tests.samples.files import as_pillow
from tests.samples.leaves import draw_half_leaf
from tests.samples.scan import ScanStyle
from tests.samples.siku import SikuStyle
from tests.samples.texts import LILING_HILLS

BOMB_SIDE_PX: Final = 40_000
_ORIENTATION_TAG: Final = 0x0112
_TURN_RIGHT: Final = 6


@dataclass(frozen=True)
class OddFile:
    """A file as somebody might send it.

    Attributes:
        title: what is odd about it, one word for test ids.
        name: the file name the sender gives; may hold `../` or Chinese.
        content: the bytes.
        is_readable: whether a page can be made of it.
    """

    title: str
    name: str
    content: bytes
    is_readable: bool

    def write(self, folder: Path) -> Path:
        """Write the file into `folder` under the last part of its name."""
        path = folder / Path(self.name).name
        path.write_bytes(self.content)
        return path


def make_unreadable_files() -> list[OddFile]:
    """Return files no page can be made of: each must be refused with its name and a reason."""
    return [
        OddFile("truncated", "截断.jpg", _truncated_jpeg(), is_readable=False),
        OddFile("text", "说明.tif", "这不是图像。\n".encode(), is_readable=False),
        OddFile("bomb-png", "bomb.png", bomb_png(), is_readable=False),
        OddFile("bomb-tiff", "bomb.tif", bomb_tiff(), is_readable=False),
        OddFile("empty", "empty.jpg", b"", is_readable=False),
    ]


def make_unusual_files() -> list[OddFile]:
    """Return good pictures of unusual kinds: each must be read."""
    page = _picture()
    return [
        OddFile("dotdot", "../../etc/page.png", _saved(page, "PNG"), is_readable=True),
        OddFile("chinese", "湖广通志 卷四.png", _saved(page, "PNG"), is_readable=True),
        OddFile("cmyk", "cmyk.jpg", _saved(page.convert("CMYK"), "JPEG"), is_readable=True),
        OddFile("sixteen-bit", "deep.tif", _sixteen_bit(page), is_readable=True),
        OddFile("alpha", "alpha.png", _with_alpha(page), is_readable=True),
        OddFile("rotated", "rotated.jpg", _rotated_by_exif(page), is_readable=True),
        OddFile("profile", "profile.jpg", _with_profile(page), is_readable=True),
        OddFile("jp2", "page.jp2", _saved(page, "JPEG2000"), is_readable=True),
    ]


def make_odd_files() -> list[OddFile]:
    """Return all of them."""
    return make_unreadable_files() + make_unusual_files()


def bomb_png(side_px: int = BOMB_SIDE_PX) -> bytes:
    """Return a valid one-bit PNG of `side_px` squared pixels, a few hundred kilobytes long."""
    header = struct.pack(">IIBBBBB", side_px, side_px, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", b"".join(_packed_rows(side_px))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(*chunk) for chunk in chunks)


def bomb_tiff(side_px: int = BOMB_SIDE_PX, rows_a_strip: int = 1000) -> bytes:
    """Return a valid one-bit TIFF whose strips all point at the same few packed bytes."""
    strip = zlib.compress(bytes((side_px + 7) // 8 * rows_a_strip), 9)
    strip_count = -(-side_px // rows_a_strip)
    strips_at = 8 + len(strip)
    lengths_at = strips_at + 4 * strip_count
    directory_at = lengths_at + 4 * strip_count
    entries = (
        (256, 4, 1, side_px),
        (257, 4, 1, side_px),
        (258, 3, 1, 1),
        (259, 3, 1, 8),
        (262, 3, 1, 1),
        (273, 4, strip_count, strips_at),
        (277, 3, 1, 1),
        (278, 4, 1, rows_a_strip),
        (279, 4, strip_count, lengths_at),
    )
    head = struct.pack("<2sHI", b"II", 42, directory_at) + strip
    tables = struct.pack(f"<{strip_count}I", *[8] * strip_count)
    tables += struct.pack(f"<{strip_count}I", *[len(strip)] * strip_count)
    directory = struct.pack("<H", len(entries))
    directory += b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return head + tables + directory + struct.pack("<I", 0)


def _packed_rows(side_px: int) -> Iterator[bytes]:
    packer = zlib.compressobj(9)
    row = bytes(1 + (side_px + 7) // 8)
    for _ in range(side_px):
        yield packer.compress(row)
    yield packer.flush()


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _picture() -> Image.Image:
    rng = np.random.default_rng(7)
    style = SikuStyle(pitch_px=48, is_red=True)
    return as_pillow(draw_half_leaf(style, ScanStyle(), LILING_HILLS, "a", rng).image)


def _saved(picture: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind)
    return stream.getvalue()


def _truncated_jpeg() -> bytes:
    whole = _saved(_picture(), "JPEG")
    return whole[: len(whole) // 2]


def _sixteen_bit(page: Image.Image) -> bytes:
    deep = np.asarray(page.convert("L")).astype(np.uint16) * 257
    return _saved(Image.fromarray(deep), "TIFF")


def _with_alpha(page: Image.Image) -> bytes:
    alpha = page.convert("L").point(lambda level: 255 if level < 150 else 0)
    faded = page.copy()
    faded.putalpha(alpha)
    return _saved(faded, "PNG")


def _rotated_by_exif(page: Image.Image) -> bytes:
    stream, exif = io.BytesIO(), Image.Exif()
    exif[_ORIENTATION_TAG] = _TURN_RIGHT
    page.convert("RGB").transpose(Image.Transpose.ROTATE_90).save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def _with_profile(page: Image.Image) -> bytes:
    stream = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    page.convert("RGB").save(stream, "JPEG", icc_profile=profile)
    return stream.getvalue()
