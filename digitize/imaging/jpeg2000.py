"""JPEG 2000, which ``pyvips-binary`` is built without and Pillow reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

SIGNATURES = (b"\x00\x00\x00\x0cjP  ", b"\xff\x4f\xff\x51")
"""How a file begins: in its box format (JP2, JPX) and as a bare codestream."""


def is_jpeg_2000(path: Path) -> bool:
    """Whether a file begins as JPEG 2000 does; one that cannot be opened does not."""
    try:
        with path.open("rb") as stream:
            return stream.read(8).startswith(SIGNATURES)
    except OSError:
        return False


@contextmanager
def open_jpeg_2000(path: Path) -> Iterator[Image.Image]:
    """Open a JPEG 2000 file; nothing is decoded until its pixels are asked for.

    Pillow's own limit of pixels is lifted: whoever opens the file looks at its size first.

    Raises:
        OSError, SyntaxError, ValueError: it is damaged or cut off; also while pixels are decoded.
    """
    with _without_limit():
        picture = Image.open(path, formats=["JPEG2000"])
    with picture:
        yield picture


@contextmanager
def _without_limit() -> Iterator[None]:
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS = limit
