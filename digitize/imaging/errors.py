"""What can go wrong with a picture before anything is known about it."""

from pathlib import Path


class ImagingError(Exception):
    """A picture could not be used; the message says which and why, for the log."""


class UnreadableImageError(ImagingError):
    """The file is no picture that can be decoded: empty, cut off, or of another kind."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name} cannot be read as an image: {reason}")
        self.path = path
        self.reason = reason


class ImageTooLargeError(ImagingError):
    """The picture has more pixels than the caller allows."""

    def __init__(self, path: Path, pixel_count: int, max_pixel_count: int) -> None:
        super().__init__(
            f"{path.name} has {pixel_count} pixels, more than the {max_pixel_count} allowed"
        )
        self.path = path
        self.pixel_count = pixel_count
        self.max_pixel_count = max_pixel_count
