"""Looking into photographs in a bounded child: what the counter asks of this package."""

from pathlib import Path

from archive.counter.errors import PhotoUnreadableError
from archive.counter.photos import LONGEST_SIDE_PX, PreparedPhoto
from archive.kernel.errors import AppError
from archive.kernel.house import House
from digitize.sandbox.bounded import run_bounded
from digitize.sandbox.elsewhere import Elsewhere

PREPARE_PHOTO: Elsewhere[tuple[bytes, int, int]] = Elsewhere(
    "digitize.intake.photographs", "prepare_photo"
)
SECONDS = 30
MOST_PIXELS = 120_000_000
"""The largest camera of a telephone has some hundred megapixels."""


class BoundedPhotoInspector:
    """Prepares each photograph in a child process of its own."""

    def prepare(self, house: House, path: Path) -> PreparedPhoto:
        """Return the picture in the file; :class:`PhotoUnreadableError` if there is none."""
        try:
            jpeg, width, height = run_bounded(
                PREPARE_PHOTO,
                path,
                LONGEST_SIDE_PX,
                MOST_PIXELS,
                seconds=SECONDS,
                memory_bytes=house.settings.step_memory_bytes,
            )
        except AppError as error:
            raise PhotoUnreadableError(detail=f"{error.code}: {error.detail}") from error
        return PreparedPhoto(jpeg, width, height)
