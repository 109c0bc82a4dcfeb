"""Reading one image file into text files, for the command line."""

from pathlib import Path

from archive.kernel.errors import AppError, UnreadableScanError
from archive.kernel.settings import Settings
from digitize.errors import ScanTooLargeError
from digitize.imaging.errors import ImageTooLargeError, UnreadableImageError
from digitize.imaging.load import load_image
from digitize.ocr.engine import OcrEngine
from digitize.ocr.engines import get_engine, register_faulty_engines
from digitize.reading import read_page
from digitize.reading_files import write_reading
from digitize.sandbox.outcomes import translate


def find_engine(settings: Settings, name: str | None) -> OcrEngine:
    """Return the engine called ``name``, or that of the settings.

    Raises:
        AppError: there is none of that name, or it is not installed.
    """
    if settings.development:
        register_faulty_engines()
    return get_engine(name or settings.ocr_engine)


def read_image(
    image: Path, out: Path, profile: str | None, engine: OcrEngine, max_pixels: int
) -> None:
    """Read one picture; whatever goes wrong comes out as a step's error.

    Args:
        image: the file.
        out: the folder that gets ``<stem>.lines.txt`` and ``<stem>.layout.json``.
        profile: a :class:`digitize.layout.model.Profile`, or None to find it out.
        engine: what reads the characters.
        max_pixels: a picture with more is refused before it is decoded.
    """
    try:
        pixels = load_image(image, max_pixels)
        write_reading(read_page(pixels, engine, profile), out, image.stem)
    except UnreadableImageError as error:
        raise UnreadableScanError(name=image.name, detail=error.reason) from error
    except ImageTooLargeError as error:
        raise ScanTooLargeError(
            name=image.name, count=error.pixel_count, limit=error.max_pixel_count
        ) from error
    except AppError:
        raise
    except Exception as error:
        raise translate(error) from error
