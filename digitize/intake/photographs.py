"""A telephone's photograph made small, upright and silent. Runs in the sandbox."""

from pathlib import Path

import pyvips

from digitize.intake.errors import NotAnImageError, TooManyPixelsError

QUALITY = 82
_SIGNATURES = (
    (0, b"\xff\xd8\xff", pyvips.Image.jpegload),
    (0, b"\x89PNG\r\n\x1a\n", pyvips.Image.pngload),
    (8, b"WEBP", pyvips.Image.webpload),
)
_HEAD_BYTES = 16


def prepare_photo(path: Path, longest_side: int, max_pixels: int) -> tuple[bytes, int, int]:
    """Return the picture in ``path`` as a JPEG with nothing else in it, its width and its height.

    Args:
        path: the file; its kind is told by its first bytes (JPEG, PNG or WebP).
        longest_side: a larger picture is made smaller; in pixels.
        max_pixels: one with more is refused before anything of it is decoded.

    Raises:
        NotAnImageError: it is of another kind.
        TooManyPixelsError: it has more than ``max_pixels``.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    load = next((load for at, sign, load in _SIGNATURES if head[at:].startswith(sign)), None)
    if load is None:
        raise NotAnImageError(name=path.name)
    header = load(str(path))
    if header.width * header.height > max_pixels:
        raise TooManyPixelsError(
            name=path.name, width=header.width, height=header.height, limit=max_pixels
        )
    small = pyvips.Image.thumbnail(
        str(path), longest_side, height=longest_side, size="down", fail_on="truncated"
    )
    upright = small.flatten(background=255) if small.hasalpha() else small
    jpeg: bytes = upright.colourspace("srgb").jpegsave_buffer(Q=QUALITY, keep="none")
    return jpeg, upright.width, upright.height
