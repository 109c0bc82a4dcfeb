"""The official IIIF image validator and the picture it wants to be served."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from iiif_validator.validator import ValidationInfo
from PIL import Image, ImageDraw

SQUARE_PX = 100


def draw_test_image(path: Path) -> None:
    """Draw the validator's picture: ten by ten squares whose colours it knows, column by column."""
    picture = Image.new("RGB", (10 * SQUARE_PX, 10 * SQUARE_PX))
    draw = ImageDraw.Draw(picture)
    for column, colours in enumerate(ValidationInfo().colorInfo):
        for row, colour in enumerate(colours):
            left, top = column * SQUARE_PX, row * SQUARE_PX
            draw.rectangle((left, top, left + SQUARE_PX - 1, top + SQUARE_PX - 1), fill=colour)
    picture.save(path)


def validate(base_url: str, prefix: str, identifier: str, version: str) -> str:
    """Run the validator at level 2 and return what it says, the tally in its last line.

    ``prefix`` is the path before the identifier without outer slashes, ``version`` 2.0 or 3.0.
    """
    script = Path(sys.executable).with_name("iiif-validate.py")
    where = ["-s", urlsplit(base_url).netloc, "-p", prefix, "-i", identifier]
    what = [f"--version={version}", "--level", "2", "--verbose"]
    command = [sys.executable, str(script), *where, *what]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return done.stderr.strip() or done.stdout.strip()
