"""What the reader shows: a volume's pages in order, one page's text, where a word stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from archive.accounts.visitors import Visitor
from archive.kernel.errors import NotFoundError
from archive.rights.service import allowed_levels
from archive.search import service as search
from archive.search.schemas import SearchRequest
from archive.text.query import parse_query
from digitize.pages.findable import FOLLOWING_CHARACTERS
from digitize.pages.queries import find_text
from iiif.presentation import service as presentation
from iiif.presentation.service import OpenVolume
from iiif.presentation.source import CanvasSource, ManifestSource
from iiif.viewer.page_text import ShownText, show_text

HITS_AT_ONCE = 200
MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class PageHits:
    """A page on which a word stands, and how often."""

    page_id: str
    count: int


@dataclass(frozen=True, slots=True)
class OpenBook:
    """A volume in the reader. ``query`` is what was typed, ``hits`` where it stands, in order."""

    opened: OpenVolume
    source: ManifestSource
    query: str
    hits: list[PageHits]

    def place_of(self, page_id: str) -> int:
        """Return where a page stands, from 0; without one, the first hit or the first page.

        Raises:
            NotFoundError: the volume shows no such page.
        """
        wanted = page_id or (self.hits[0].page_id if self.hits else "")
        ids = [canvas.page_id for canvas in self.source.canvases]
        if not wanted and ids:
            return 0
        if wanted not in ids:
            raise NotFoundError(detail=f"page {page_id} is not in volume {self.source.volume_id}")
        return ids.index(wanted)


def open_book(
    session: Session, volume_id: str, visitor: Visitor, query: str, library_name: str
) -> OpenBook:
    """Open a published volume for ``visitor``, to look for ``query`` in it if that is not empty.

    Raises:
        AppError: as :func:`iiif.presentation.service.open_volume`, and likewise for those who may
            see unpublished volumes: they look at them at the station.
    """
    opened = presentation.open_volume(session, volume_id, visitor)
    source = presentation.gather(session, opened, library_name)
    hits = _find_hits(session, volume_id, visitor, query) if query else []
    shown = {canvas.page_id for canvas in source.canvases}
    return OpenBook(opened, source, query, [hit for hit in hits if hit.page_id in shown])


def read_text(
    session: Session, canvases: Sequence[CanvasSource], place: int, query: str
) -> ShownText:
    """Return the text of the page at ``place``, with the places of ``query`` marked."""
    text = find_text(session, canvases[place].page_id)
    if text is None:
        return ShownText()
    wanted = parse_query(query)
    if not wanted:
        return show_text(text.layout_json)
    before = _words(session, canvases, place - 1)[-FOLLOWING_CHARACTERS:]
    after = _words(session, canvases, place + 1)[:FOLLOWING_CHARACTERS]
    return show_text(text.layout_json, wanted, before, after)


def _words(session: Session, canvases: Sequence[CanvasSource], place: int) -> str:
    if not 0 <= place < len(canvases):
        return ""
    text = find_text(session, canvases[place].page_id)
    return text.text if text else ""


def _find_hits(session: Session, volume_id: str, visitor: Visitor, query: str) -> list[PageHits]:
    request = SearchRequest(
        query, allowed_levels(visitor), per_page=HITS_AT_ONCE, volume_id=volume_id
    )
    found = search.search(session, request)
    hits = list(found.hits)
    for page in range(2, min(found.last_page, MOST_ROUNDS) + 1):
        hits.extend(search.search(session, replace(request, page=page)).hits)
    return [PageHits(hit.id, hit.mark_count) for hit in hits]
