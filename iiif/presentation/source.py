"""What a manifest is made of, gathered beforehand, so that making one is pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Size = tuple[int, int]
LanguageMap = dict[str, list[str]]


def smallest_size(sizes: Iterable[Size], least_px: int) -> Size | None:
    """Return the smallest size whose longer side has ``least_px``; where none has, the largest."""
    ordered = sorted(sizes)
    large_enough = [size for size in ordered if max(size) >= least_px]
    return next(iter(large_enough or ordered[-1:]), None)


@dataclass(frozen=True, slots=True)
class CanvasSource:
    """A page as a canvas: its image's size in pixels, the ready sizes, and whether it has text."""

    page_id: str
    label: str
    width: int
    height: int
    sizes: tuple[Size, ...] = ()
    has_text: bool = False


@dataclass(frozen=True, slots=True)
class ColumnText:
    """A printed column: its box (x0, y0, x1, y1) in pixels of the page image, and its text."""

    box: tuple[int, int, int, int]
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the description: what it is, in each language of the screen, and the value.

    ``language`` is the BCP 47 tag of the value; ``none`` for numbers and shelfmarks.
    """

    label: LanguageMap
    value: str
    language: str = "none"


@dataclass(frozen=True, slots=True)
class ManifestSource:
    """A volume with its pages in order, and the library that holds it."""

    volume_id: str
    title_id: str
    title: str
    title_language: str
    volume_label: str
    library_name: str
    is_vertical: bool
    facts: tuple[Fact, ...] = ()
    canvases: tuple[CanvasSource, ...] = field(default=())
    rights_uri: str = ""
