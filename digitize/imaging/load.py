"""Read an image file into pixels."""

from pathlib import Path

import cv2
import numpy as np
import pyvips
from numpy.typing import NDArray

from digitize.imaging.errors import ImageTooLargeError, UnreadableImageError
from digitize.imaging.jpeg2000 import is_jpeg_2000, open_jpeg_2000

MAX_PIXEL_COUNT = 300_000_000
GRAY_INTERPRETATIONS = ("b-w", "grey16")


def load_image(path: Path, max_pixel_count: int = MAX_PIXEL_COUNT) -> NDArray[np.uint8]:
    """Decode a JPEG, PNG, TIFF or JPEG 2000 file, upright as its EXIF orientation says.

    Transparency is laid on white, deeper samples become 8 bits, every colour space becomes sRGB.

    Args:
        path: the file; its kind is told by its content, not by its name.
        max_pixel_count: the header is read first, and a larger picture is never decoded.

    Returns:
        `(height, width)` gray or `(height, width, 3)` BGR pixels, 0 black.

    Raises:
        UnreadableImageError: the file is missing, empty, cut off or no image.
        ImageTooLargeError: the picture has more than `max_pixel_count` pixels.
    """
    if is_jpeg_2000(path):
        return _load_jpeg_2000(path, max_pixel_count)
    try:
        picture = _open(path)
        pixel_count = picture.width * picture.height
        if pixel_count > max_pixel_count:
            raise ImageTooLargeError(path, pixel_count, max_pixel_count)
        pixels = _to_bytes(picture).numpy()
    except pyvips.Error as error:
        raise UnreadableImageError(path, _first_line(str(error))) from error
    return _to_bgr(np.ascontiguousarray(pixels, dtype=np.uint8))


def _open(path: Path) -> pyvips.Image:
    picture = pyvips.Image.new_from_file(str(path), access="sequential", fail_on="truncated")
    if picture.get_typeof("orientation") and picture.get("orientation") > 1:
        # Turning reads the lines out of their order, which sequential access refuses.
        return pyvips.Image.new_from_file(str(path), access="random", fail_on="truncated")
    return picture


def _load_jpeg_2000(path: Path, max_pixel_count: int) -> NDArray[np.uint8]:
    try:
        with open_jpeg_2000(path) as picture:
            pixel_count = picture.width * picture.height
            if pixel_count > max_pixel_count:
                raise ImageTooLargeError(path, pixel_count, max_pixel_count)
            pixels = pyvips.Image.new_from_array(np.asarray(picture))
    except (OSError, SyntaxError, ValueError) as error:
        raise UnreadableImageError(path, _first_line(str(error))) from error
    return _to_bgr(np.ascontiguousarray(_to_bytes(pixels).numpy(), dtype=np.uint8))


def _to_bytes(picture: pyvips.Image) -> pyvips.Image:
    picture = picture.autorot()
    if picture.hasalpha():
        picture = picture.flatten(background=[_white(picture)])
    space = "b-w" if picture.interpretation in GRAY_INTERPRETATIONS else "srgb"
    return picture.colourspace(space).cast("uchar")


def _white(picture: pyvips.Image) -> int:
    return 65535 if picture.format == "ushort" else 255


def _to_bgr(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if pixels.ndim == 2:
        return pixels
    if pixels.shape[2] < 3:
        return np.ascontiguousarray(pixels[:, :, 0])
    return np.ascontiguousarray(cv2.cvtColor(pixels[:, :, :3], cv2.COLOR_RGB2BGR), dtype=np.uint8)


def _first_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "unknown reason"
