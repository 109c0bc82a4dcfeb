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
from digitize.pages.schemas import PageView
from iiif.presentation import service as presentation
from iiif.presentation.service import OpenVolume
from iiif.presentation.source import ManifestSource
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

    @property
    def first_page_id(self) -> str:
        """The page to open where none is asked for: that of the first hit, else the first."""
        if self.hits:
            return self.hits[0].page_id
        return self.opened.pages[0].id if self.opened.pages else ""


def place_of(opened: OpenVolume, page_id: str) -> int:
    """Return where a page stands among those of a volume, from 0.

    Raises:
        NotFoundError: the volume shows no such page.
    """
    ids = [page.id for page in opened.pages]
    if page_id not in ids:
        raise NotFoundError(detail=f"page {page_id} is not in volume {opened.volume.id}")
    return ids.index(page_id)


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


def read_text(session: Session, opened: OpenVolume, place: int, query: str) -> ShownText:
    """Return the text of the page at ``place``, with the places of ``query`` marked."""
    text = find_text(session, opened.pages[place].id)
    if text is None:
        return ShownText()
    wanted = parse_query(query)
    if not wanted:
        return show_text(text.layout_json)
    before = _words(session, opened.pages, place - 1)[-FOLLOWING_CHARACTERS:]
    after = _words(session, opened.pages, place + 1)[:FOLLOWING_CHARACTERS]
    return show_text(text.layout_json, wanted, before, after)


def _words(session: Session, pages: Sequence[PageView], place: int) -> str:
    if not 0 <= place < len(pages):
        return ""
    text = find_text(session, pages[place].id)
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
