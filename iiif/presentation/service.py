"""Gathering what a manifest is made of, for a visitor who may see it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from archive.accounts.visitors import ANYBODY, Visitor
from archive.catalogue import queries as catalogue
from archive.catalogue.schemas import VolumeView
from archive.kernel import journal
from archive.kernel.errors import NotFoundError, NotSignedInError
from archive.kernel.journal import Subject
from archive.rights.levels import AccessLevel
from archive.rights.service import decide
from digitize.derivatives.grid import TILE_PX, TileGrid
from digitize.layout.model import Box, Direction, PanelKind
from digitize.pages import queries as pages
from digitize.pages.schemas import PageView
from iiif.presentation import words
from iiif.presentation.errors import NotOpenError
from iiif.presentation.source import CanvasSource, ColumnText, Fact, LanguageMap, ManifestSource

LITERARY_CHINESE = "lzh"


@dataclass(frozen=True, slots=True)
class OpenVolume:
    """A volume the visitor may see, its pages, and the number of the last change to it."""

    volume: VolumeView
    pages: list[PageView]
    changed_number: int
    is_public: bool


def open_volume(session: Session, volume_id: str, visitor: Visitor) -> OpenVolume:
    """Return a volume for ``visitor``, with its published pages.

    Raises:
        NotFoundError: there is no such volume, or it is not published and the visitor may not know.
        NotSignedInError: the visitor might see it after signing in.
        NotOpenError: its access level does not allow it.
    """
    volume = catalogue.find_volume(session, volume_id)
    if not volume.is_published:
        raise NotFoundError(detail=f"volume {volume_id} is not published")
    demand_access(visitor, volume.title.access_level, is_published=True)
    shown = pages.pages_of_volume(session, volume_id, published_only=True)
    subjects = [Subject("volume", volume.id), Subject("title", volume.title.id)]
    newest = journal.history(session, subjects, limit=1)
    return OpenVolume(
        volume,
        [page for page in shown if page.image_sha256],
        newest[0].number if newest else 0,
        decide(ANYBODY, volume.title.access_level, is_published=volume.is_published).is_allowed,
    )


def open_page(session: Session, page_id: str, visitor: Visitor) -> tuple[OpenVolume, PageView]:
    """Return a published page with its volume, as :func:`open_volume` does."""
    page = pages.find_page(session, page_id)
    opened = open_volume(session, page.volume_id, visitor)
    if all(shown.id != page.id for shown in opened.pages):
        raise NotFoundError(detail=f"page {page_id} is not shown")
    return opened, page


def demand_access(visitor: Visitor, level: AccessLevel, *, is_published: bool) -> None:
    """Go on only if ``visitor`` may see something of ``level``.

    Raises:
        NotSignedInError: the visitor might see it after signing in.
        NotOpenError: the access level does not allow it.
    """
    decision = decide(visitor, level, is_published=is_published)
    if decision.is_allowed:
        return
    if not visitor.is_signed_in:
        raise NotSignedInError(detail=decision.reason)
    raise NotOpenError(detail=decision.reason)


def gather(session: Session, opened: OpenVolume, library_name: str) -> ManifestSource:
    """Return what the manifest of ``opened`` is made of."""
    title = opened.volume.title
    read_ids = pages.pages_with_text(session, opened.volume.id)
    with_text = frozenset(read_ids)
    return ManifestSource(
        volume_id=opened.volume.id,
        title_id=title.id,
        title=title.title,
        title_language=title.language,
        volume_label=opened.volume.label,
        library_name=library_name,
        is_vertical=_is_vertical(session, read_ids),
        facts=tuple(_facts(opened.volume)),
        canvases=tuple(_canvas(page, has_text=page.id in with_text) for page in opened.pages),
        rights_uri=title.rights_uri,
    )


def column_texts(session: Session, page_id: str) -> list[ColumnText]:
    """Return the columns of a page's text in reading order, blank ones included."""
    text = pages.find_text(session, page_id)
    if text is None:
        return []
    return columns_of(text.layout_json)


def text_language(volume: VolumeView) -> str:
    """Return the BCP 47 tag of a volume's text: literary Chinese unless in simplified script."""
    return "zh-Hans" if volume.title.language == "zh-Hans" else LITERARY_CHINESE


def volume_text(session: Session, opened: OpenVolume) -> str:
    """Return the text of a volume: a printed column a line, an empty line between pages."""
    return "\n\n".join(
        "\n".join(column.text for column in column_texts(session, page.id) if column.text)
        for page in opened.pages
    )


def columns_of(layout: dict[str, Any]) -> list[ColumnText]:
    """Return the body's columns from the JSON form of a layout with its text."""
    return [
        ColumnText(Box(*column["box"]), column.get("text", ""))
        for panel in layout.get("panels", [])
        if panel["kind"] == PanelKind.HALF_LEAF
        for column in panel["columns"]
    ]


def _is_vertical(session: Session, read_ids: list[str]) -> bool:
    """Whether a volume is read from right to left: as its first read page is set.

    Where nothing was read (photographs), the order of a string-bound book is kept.
    """
    text = pages.find_text(session, read_ids[0]) if read_ids else None
    if text is None:
        return True
    directions = [panel.direction for panel in text.layout.panels]
    return not directions or Direction.VERTICAL in directions


def _canvas(page: PageView, *, has_text: bool) -> CanvasSource:
    width, height = page.width or 1, page.height or 1
    label = page.label or str(page.sequence)
    return CanvasSource(
        page.id, label, width, height, TileGrid.over(width, height, TILE_PX).sizes, has_text
    )


def _facts(volume: VolumeView) -> list[Fact]:
    title = volume.title
    pairs: list[tuple[LanguageMap, object, str]] = [
        (words.AUTHOR, title.author, title.language),
        (words.EDITION, title.edition, title.language),
        (words.DATE, title.date_text, title.language),
        (words.JUAN_COUNT, title.juan_count, "none"),
        (words.SIKU_PLACE, title.siku_place, "zh-Hant"),
        (words.REPRINT_PLACE, title.reprint_place, "none"),
        (words.ACCESSION_NUMBER, volume.accession_label, "none"),
        (words.SHELFMARK, volume.shelfmark, "none"),
    ]
    return [Fact(label, str(value), language) for label, value, language in pairs if value]
