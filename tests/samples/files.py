"""Write drawn pages as the files a scanner leaves behind."""

from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from tests.samples.truth import DrawnPage, Picture

_FORMATS: Final = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".jp2": "JPEG2000",
}


def write_sample(page: DrawnPage, path: Path) -> Path:
    """Write the page as PNG, JPEG, TIFF or JPEG 2000, told by the suffix, with its dpi tag.

    JPEG 2000 carries no dpi: Pillow does not write that box.
    """
    picture = as_pillow(page.image)
    kind = _FORMATS[path.suffix.lower()]
    dpi = (page.dpi, page.dpi)
    match kind:
        case "JPEG":
            picture.save(path, kind, quality=92, dpi=dpi)
        case "TIFF":
            picture.save(path, kind, compression="tiff_lzw", dpi=dpi)
        case "PNG":
            picture.save(path, kind, dpi=dpi)
        case _:
            picture.save(path, kind)
    return path


def write_samples(pages: list[DrawnPage], folder: Path, suffix: str = ".png") -> list[Path]:
    """Write every page under its own name."""
    return [write_sample(page, folder / f"{page.name}{suffix}") for page in pages]


def as_pillow(image: Picture) -> Image.Image:
    """Return BGR pixels as an RGB picture, or a grey one where no colour is in it."""
    if np.array_equal(image[:, :, 0], image[:, :, 1]) and np.array_equal(
        image[:, :, 1], image[:, :, 2]
    ):
        return Image.fromarray(image[:, :, 0])
    return Image.fromarray(np.ascontiguousarray(image[:, :, ::-1]))
