"""What an image file says of itself: its kind by its first bytes, and the facts of its header."""

from dataclasses import dataclass
from enum import StrEnum

HEAD_BYTES = 16


class ImageKind(StrEnum):
    """The formats we take, by media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    JPEG_2000 = "image/jp2"


SUFFIXES = frozenset({".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".jp2", ".j2k", ".jpx"})
_SIGNATURES = (
    (b"\xff\xd8\xff", ImageKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", ImageKind.PNG),
    (b"II*\x00", ImageKind.TIFF),
    (b"MM\x00*", ImageKind.TIFF),
    (b"II+\x00\x08\x00\x00\x00", ImageKind.TIFF),
    (b"MM\x00+\x00\x08\x00\x00", ImageKind.TIFF),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", ImageKind.JPEG_2000),
    (b"\xff\x4f\xff\x51", ImageKind.JPEG_2000),
)


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What the header of an image says.

    Attributes:
        kind: its format.
        width: pixels, as stored: before any turn that EXIF asks for.
        height: likewise.
        dpi: pixels an inch, or None where the file does not say.
        colour_profile: what the embedded ICC profile calls itself, or "".
    """

    kind: ImageKind
    width: int
    height: int
    dpi: float | None
    colour_profile: str


def sniff(head: bytes) -> ImageKind | None:
    """Return the kind of an image by the first ``HEAD_BYTES`` of its file, None if it is none."""
    return next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
