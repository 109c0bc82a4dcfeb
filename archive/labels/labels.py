"""What stands on each label, and sheets of them as PDF."""

import dataclasses
import math
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from markupsafe import Markup

from archive.documents.code128 import draw_code128
from archive.documents.pdf import set_paper
from archive.labels.sheets import (
    MM_PER_PT,
    Sheet,
    lay_out,
    split_call_number,
    type_size,
    width_of,
)
from archive.locations.schemas import PlaceView
from archive.stock.schemas import VolumeRow, barcode_of


class LabelKind(StrEnum):
    """What a label is for."""

    SPINE = "spine"
    VOLUME = "volume"
    PLACE = "place"


@dataclasses.dataclass(frozen=True, slots=True)
class Label:
    """What one label says; ``barcode`` is drawn above ``caption``.

    ``lines`` are set in ``points`` on a spine; elsewhere the first is the name, the rest is small.
    """

    lines: tuple[str, ...]
    barcode: Markup | None = None
    caption: str = ""
    foot: str = ""
    points: float = 0.0
    is_incomplete: bool = False


def spine_label(row: VolumeRow, sheet: Sheet) -> Label:
    """Return the label for a spine: the call number in lines, and which volume it is.

    Without a call number it shows the accession number and is marked as incomplete.
    """
    lines = split_call_number(row.volume.shelfmark)
    shown = lines or [row.number or row.volume.id]
    return Label(
        lines=tuple(shown),
        foot=_part_of(row),
        points=type_size([*shown, "一"] if _part_of(row) else shown, sheet),
        is_incomplete=not lines,
    )


def volume_label(row: VolumeRow) -> Label:
    """Return the label for the inside of a volume: barcode, accession number, title."""
    return Label(
        lines=(row.volume.title.title,),
        barcode=draw_code128(barcode_of(row.volume)),
        caption=row.number or row.volume.id,
        foot=" ".join(part for part in (row.volume.shelfmark, _part_of(row)) if part),
        is_incomplete=not row.number,
    )


def place_label(place: PlaceView) -> Label:
    """Return the label for a shelf: what it is called, where it is, its barcode."""
    outside = place.path.removesuffix(place.name).rstrip(" ·")
    return Label(
        lines=(place.name, outside),
        barcode=draw_code128(place.barcode),
        caption=place.barcode,
        foot=place.address,
    )


def _part_of(row: VolumeRow) -> str:
    """Return which copy and volume it is, where there are several."""
    copy = f"复{row.volume.copy_number - 1}" if row.volume.copy_number > 1 else ""
    part = "" if row.volume.label == "全一册" else row.volume.label
    return " ".join(each for each in (copy, part) if each)


def sheets_of(labels: Sequence[Label], sheet: Sheet, first: int) -> list[list[dict[str, Any]]]:
    """Return pages of labels with where they lie, for the template; lengths in millimetres.

    ``inset`` is what is free above the words, so that they stand in the middle of the label.
    """
    return [
        [
            {
                "label": labels[number],
                "left": at.left,
                "top": at.top,
                "inset": round(
                    max(1.0, (sheet.label_height - _height(labels[number], sheet)) / 2), 2
                ),
            }
            for number, at in page
        ]
        for page in lay_out(sheet, len(labels), first)
    ]


def _height(label: Label, sheet: Sheet) -> float:
    """Return how high the words and bars of a label are, as the style sheet sets them."""
    if label.points:
        lines = len(label.lines) + (_PART if label.foot else 0)
        return lines * label.points * MM_PER_PT * _LEADING
    is_place = len(label.lines) > 1
    size = _PLACE_PT if is_place else _NAME_PT
    room = (sheet.label_width - 4) / (size * MM_PER_PT / 2)
    name = min(2, math.ceil(width_of(label.lines[0]) / room)) * size
    small = _SMALL_PT * (is_place + bool(label.foot))
    return (name + _CAPTION_PT + small) * MM_PER_PT * _LEADING + _BARS_MM


_LEADING, _PART = 1.2, 0.72
_NAME_PT, _PLACE_PT, _CAPTION_PT, _SMALL_PT, _BARS_MM = 8.5, 14.0, 8.0, 6.5, 10.9


def set_labels(
    kind: LabelKind, labels: Sequence[Label], sheet: Sheet, first: int, *, with_frames: bool = False
) -> bytes:
    """Return sheets of labels as PDF, begun at the label ``first`` (from 1) of the first sheet.

    With frames the edges of the labels are drawn, to try a sheet on plain paper.
    """
    return set_paper(
        "labels/sheet.html",
        kind=kind.value,
        pages=sheets_of(labels, sheet, first),
        sheet=sheet,
        with_frames=with_frames,
    )
