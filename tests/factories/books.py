"""Volumes with pages, images and texts, as the pipeline leaves them, without running it.

Scans go in through the ordinary door; pyramids are real. Only the reading is put in place by hand:
it is what the drawing is known to hold, so that a test knows every box and every character.
"""

import hashlib
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from archive.catalogue.schemas import TitleKind, VolumeView
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.journal import Subject
from archive.rights.levels import AccessLevel
from archive.search.indexer import Indexer
from archive.search.titles import TitleSource
from digitize.derivatives.pyramid import PyramidFacts, write_pyramid
from digitize.intake import service as intake
from digitize.intake.approval import approve_batch
from digitize.pages.findable import PageSource
from digitize.pages.models import Page, PageImage, PageText
from digitize.pages.service import belongings
from digitize.pages.states import PageState, TextOrigin
from digitize.pages.ways import DONE
from tests.factories.holdings import make_volume
from tests.factories.people import OPERATOR
from tests.samples import DrawnPage, draw_demo_document, draw_demo_volume
from tests.samples.files import as_pillow
from tests.samples.truth import ColumnTruth, PanelKind, PanelTruth, RunTruth

SIKU = {
    "kind": TitleKind.SIKU,
    "title": "湖廣通志",
    "author": "（清）邁柱等監修",
    "edition": "文淵閣四庫全書影印本",
    "date_text": "清乾隆年間",
    "siku_division": "史部",
    "siku_class": "地理類",
    "siku_subclass": "都會郡縣",
    "reprint_volume": 531,
    "reprint_page": 45,
    "juan_count": 120,
    "rights_uri": "http://creativecommons.org/publicdomain/mark/1.0/",
}
_files: dict[str, bytes] = {}
_pyramids: dict[str, tuple[bytes, PyramidFacts]] = {}

DOCUMENT = {"title": "醴陵瓷业述略", "author": "张毓鋆", "language": "zh-Hans"}


@dataclass(frozen=True)
class Book:
    """A volume that was made, with the identifiers of its pages in their order."""

    title_id: str
    volume_id: str
    page_ids: tuple[str, ...]
    pages: tuple[DrawnPage, ...]


def make_siku_book(
    house: House, *, level: AccessLevel = AccessLevel.PUBLIC, is_published: bool = True
) -> Book:
    """Make the demonstration's four half-leaves a volume, read from right to left."""
    return make_book(house, _draw_volume(), SIKU, level=level, is_published=is_published)


def make_modern_book(
    house: House, *, level: AccessLevel = AccessLevel.PUBLIC, is_published: bool = True
) -> Book:
    """Make two pages of horizontal print a volume."""
    return make_book(house, _draw_document(), DOCUMENT, level=level, is_published=is_published)


def make_book(
    house: House,
    drawn: Sequence[DrawnPage],
    fields: dict[str, Any],
    *,
    level: AccessLevel = AccessLevel.PUBLIC,
    is_published: bool = True,
) -> Book:
    """Make a volume of drawn pages, and have the index take it in."""
    with house.database.write() as session:
        journal.act_as(session, OPERATOR, house.clock)
        volume = make_volume(session, access_level=level, **fields)
    return scan_book(house, volume, drawn, is_published=is_published)


def scan_document(house: House, volume: VolumeView, *, is_published: bool = True) -> Book:
    """Put two pages of horizontal print into a volume that is held."""
    return scan_book(house, volume, _draw_document(), is_published=is_published)


def scan_book(
    house: House, volume: VolumeView, drawn: Sequence[DrawnPage], *, is_published: bool = True
) -> Book:
    """Put drawn pages into a volume that is held, and have the index take it in."""
    with house.database.write() as session:
        journal.act_as(session, OPERATOR, house.clock)
        batch = intake.open_batch(session, volume.id)
    for page in drawn:
        intake.receive_scan(
            house, batch.id, io.BytesIO(_as_file(page)), f"{page.name}.png", OPERATOR
        )
    page_ids = _finish_pages(house, volume.id, drawn)
    if is_published:
        with house.database.write() as session:
            journal.act_as(session, OPERATOR, house.clock)
            approve_batch(session, batch.id)
    refresh_index(house)
    return Book(volume.title.id, volume.id, page_ids, tuple(drawn))


def refresh_index(house: House) -> None:
    """Let the search index take in what was recorded since."""
    Indexer(house.database, [TitleSource(), PageSource()]).follow()


def reading_json(page: DrawnPage) -> dict[str, Any]:
    """Return what a drawn page holds in the form in which readings are kept."""
    truth = page.truth
    panels = [panel for panel in truth.panels if panel.kind is not PanelKind.PICTURE]
    is_modern = any(panel.kind is PanelKind.HALF_LEAF and _is_wide(panel) for panel in panels)
    direction = "horizontal" if is_modern else "vertical"
    return {
        "width": truth.width,
        "height": truth.height,
        "profile": "modern" if is_modern else "siku-leaf",
        "skew_degrees": truth.skew_deg,
        "panels": [_panel_json(panel, direction) for panel in panels],
        "text": {"engine": "truth", "engine_version": "1", "confidence": 1.0},
    }


@cache
def _draw_volume() -> tuple[DrawnPage, ...]:
    return tuple(draw_demo_volume())


@cache
def _draw_document() -> tuple[DrawnPage, ...]:
    return tuple(draw_demo_document())


def _as_file(page: DrawnPage) -> bytes:
    """Return a page as PNG; the same drawing is not written twice in a test run."""
    key = _digest(page)
    if key not in _files:
        stream = io.BytesIO()
        as_pillow(page.image).save(stream, "PNG", dpi=(page.dpi, page.dpi), compress_level=1)
        _files[key] = stream.getvalue()
    return _files[key]


def _digest(page: DrawnPage) -> str:
    return hashlib.sha256(page.image.tobytes()).hexdigest()


def _finish_pages(house: House, volume_id: str, drawn: Sequence[DrawnPage]) -> tuple[str, ...]:
    with house.database.write() as session:
        journal.act_as(session, OPERATOR, house.clock)
        wanted = select(Page).where(Page.volume_id == volume_id).order_by(Page.sequence)
        rows = session.scalars(wanted).all()
        for row, page in zip(rows, drawn, strict=True):
            row.state, row.step, row.label = PageState.READY, DONE, page.label
            session.add_all([_image(house, row.id, page), _text(house, row.id, page)])
            session.flush()
            journal.record(
                session,
                "digitize.page.read",
                subject=Subject("page", row.id),
                also=belongings(session, row),
                after={"page": page.label, "characters": len("".join(page.truth.lines()))},
            )
        return tuple(row.id for row in rows)


def _image(house: House, page_id: str, page: DrawnPage) -> PageImage:
    sha256, facts = _store_pyramid(house, page)
    return PageImage(
        page_id=page_id,
        sha256=sha256,
        width=facts.width,
        height=facts.height,
        made_at=house.clock.now(),
    )


def _text(house: House, page_id: str, page: DrawnPage) -> PageText:
    return PageText(
        page_id=page_id,
        version=1,
        origin=TextOrigin.MACHINE,
        engine="truth 1",
        confidence=1.0,
        text="\n".join(page.truth.lines()),
        layout=reading_json(page),
        read_at=house.clock.now(),
    )


def _store_pyramid(house: House, page: DrawnPage) -> tuple[str, PyramidFacts]:
    key = _digest(page)
    if key not in _pyramids:
        with tempfile.TemporaryDirectory() as folder:
            scan, target = Path(folder, "scan.png"), Path(folder, "pyramid.tif")
            scan.write_bytes(_as_file(page))
            facts = write_pyramid(scan, target)
            _pyramids[key] = (target.read_bytes(), facts)
    content, facts = _pyramids[key]
    return house.derivatives.put(io.BytesIO(content)).sha256, facts


def _is_wide(panel: PanelTruth) -> bool:
    widths = [column.box.x1 - column.box.x0 for column in panel.columns if column.text]
    heights = [column.box.y1 - column.box.y0 for column in panel.columns if column.text]
    return sum(widths) > sum(heights)


def _panel_json(panel: PanelTruth, direction: str) -> dict[str, Any]:
    return {
        "name": panel.name,
        "kind": str(panel.kind),
        "direction": direction,
        "box": _box(panel.box),
        "columns": [_column_json(column) for column in panel.columns],
    }


def _column_json(column: ColumnTruth) -> dict[str, Any]:
    data = column.as_json()
    x0, y0, x1, y1 = data["box"]
    cells = [{"box": cell["box"]} for cell in data["cells"]]
    for run, truth in zip(data["runs"], column.runs, strict=True):
        run["lines"] = []
        for text in _lines_of(truth):
            taken, cells = cells[: len(text)], cells[len(text) :]
            run["lines"].append({"box": run["box"], "cells": taken})
    return data | {"left": [[x0, y0], [x0, y1]], "right": [[x1, y0], [x1, y1]]}


def _lines_of(run: RunTruth) -> tuple[str, ...]:
    return (run.right, run.left) if run.is_note else (run.main,)


def _box(box: tuple[float, float, float, float]) -> list[int]:
    return [round(side) for side in box]
