"""Where Debian keeps the Chinese faces the samples are drawn with."""

import functools
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from PIL import ImageFont


class Face(StrEnum):
    """A style of Chinese writing."""

    KAI = "kai"
    SONG = "song"
    SONG_SIMPLIFIED = "song-simplified"
    HEI_SIMPLIFIED = "hei-simplified"


class _Source(NamedTuple):
    path: Path
    number: int
    package: str


_ARPHIC: Final = Path("/usr/share/fonts/truetype/arphic")
_NOTO: Final = Path("/usr/share/fonts/opentype/noto")
_SOURCES: Final = {
    Face.KAI: _Source(_ARPHIC / "ukai.ttc", 2, "fonts-arphic-ukai"),
    Face.SONG: _Source(_NOTO / "NotoSerifCJK-Regular.ttc", 3, "fonts-noto-cjk"),
    Face.SONG_SIMPLIFIED: _Source(_NOTO / "NotoSerifCJK-Regular.ttc", 2, "fonts-noto-cjk"),
    Face.HEI_SIMPLIFIED: _Source(_NOTO / "NotoSansCJK-Bold.ttc", 2, "fonts-noto-cjk"),
}


class MissingFontError(RuntimeError):
    """A face is not installed; the message names the Debian package that brings it."""

    def __init__(self, path: Path, package: str) -> None:
        super().__init__(f"找不到字体 {path}。请安装：sudo apt-get install {package}")
        self.package = package


def locate_face(face: Face) -> Path:
    """Return the font file of a face.

    Raises:
        MissingFontError: when Debian's package is not installed.
    """
    source = _SOURCES[face]
    if not source.path.is_file():
        raise MissingFontError(source.path, source.package)
    return source.path


@functools.lru_cache(maxsize=256)
def load_font(face: Face, size_px: int) -> ImageFont.FreeTypeFont:
    """Return a face at a size in pixels per em."""
    return ImageFont.truetype(locate_face(face), size_px, index=_SOURCES[face].number)
