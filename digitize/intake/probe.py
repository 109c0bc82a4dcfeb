"""Look into an image file as far as one must to know that it is whole. Runs in the sandbox."""

import io
from pathlib import Path

import pyvips
from PIL import ImageCms

from archive.kernel.errors import UnreadableScanError
from digitize.imaging.jpeg2000 import open_jpeg_2000
from digitize.intake.errors import ManyPicturesError, TooManyPixelsError
from digitize.intake.inspection import HEAD_BYTES, ImageFacts, ImageKind, sniff
from digitize.sandbox.outcomes import is_out_of_memory

MM_PER_INCH = 25.4
_PROFILE_NAME_CHARACTERS = 200
_LEAST_DPI = 73.0
_LOADERS = {
    ImageKind.JPEG: pyvips.Image.jpegload,
    ImageKind.PNG: pyvips.Image.pngload,
    ImageKind.TIFF: pyvips.Image.tiffload,
}


def probe_image(path: Path, name: str, max_pixels: int) -> ImageFacts:
    """Read the header of the image in ``path``, then decode it once from end to end.

    Args:
        path: the file; its kind is told by its first bytes.
        name: what the file is called in messages.
        max_pixels: an image with more is refused before anything of it is decoded.

    Raises:
        UnreadableScanError: it is damaged or cut short.
        TooManyPixelsError: it has more than ``max_pixels``.
        ManyPicturesError: it is a TIFF of several pages.
    """
    with path.open("rb") as stream:
        kind = sniff(stream.read(HEAD_BYTES))
    if kind is None:
        raise UnreadableScanError(name=name, detail="no image signature")
    if kind is ImageKind.JPEG_2000:
        return _probe_jpeg_2000(path, name, max_pixels)
    try:
        return _probe_with_vips(path, kind, name, max_pixels)
    except pyvips.Error as error:
        if is_out_of_memory(error):
            raise
        raise UnreadableScanError(name=name, detail=str(error)) from error


def _probe_with_vips(path: Path, kind: ImageKind, name: str, max_pixels: int) -> ImageFacts:
    image = _LOADERS[kind](str(path), access="sequential", fail_on="truncated")
    _check_size(name, image.width, image.height, max_pixels)
    if kind is ImageKind.TIFF:
        _check_single(path, image, name)
    image.avg()  # streams every pixel through the decoder
    profile = image.get("icc-profile-data") if image.get_typeof("icc-profile-data") else b""
    return ImageFacts(kind, image.width, image.height, _dpi(image), _profile_name(profile))


def _check_size(name: str, width: int, height: int, max_pixels: int) -> None:
    if width * height > max_pixels:
        raise TooManyPixelsError(name=name, width=width, height=height, limit=max_pixels)


def _check_single(path: Path, first: pyvips.Image, name: str) -> None:
    """Refuse a document of several pages; thumbnails and pyramid levels are no pages."""
    count = first.get("n-pages") if first.get_typeof("n-pages") else 1
    if count < 2:
        return
    second = pyvips.Image.tiffload(str(path), page=1)
    if 4 * second.width * second.height > first.width * first.height * 2:
        raise ManyPicturesError(name=name, count=count)


def _dpi(image: pyvips.Image) -> float | None:
    dpi = round(float(image.xres) * MM_PER_INCH, 1)
    # Where the file says nothing, libvips says 72 or 25.4; no scanner is that coarse.
    return dpi if dpi >= _LEAST_DPI else None


def _profile_name(profile: bytes) -> str:
    if not profile:
        return ""
    try:
        named = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError):
        return "ICC"
    return named.strip()[:_PROFILE_NAME_CHARACTERS] or "ICC"


def _probe_jpeg_2000(path: Path, name: str, max_pixels: int) -> ImageFacts:
    try:
        with open_jpeg_2000(path) as picture:
            _check_size(name, picture.width, picture.height, max_pixels)
            picture.load()
            dpi = picture.info.get("dpi", (None,))[0]
            profile = picture.info.get("icc_profile", b"")
            return ImageFacts(
                ImageKind.JPEG_2000,
                picture.width,
                picture.height,
                round(float(dpi), 1) if dpi else None,
                _profile_name(profile),
            )
    except (OSError, SyntaxError, ValueError) as error:
        raise UnreadableScanError(name=name, detail=str(error)) from error
