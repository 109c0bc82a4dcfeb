"""The reader: a volume page by page, image and text side by side."""

from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from jinja2 import Environment
from sqlalchemy.orm import Session
from starlette.responses import JSONResponse, Response

from archive.accounts.visitors import AnyVisitor
from archive.kernel.clock import to_local
from archive.siku_set.citing import reprint_words
from archive.visits.service import VisitCounter
from archive.web.sessions import ReadSession, current_house
from archive.web.templating import render
from iiif.addresses import Addresses
from iiif.presentation.service import OpenVolume, open_volume
from iiif.viewer.citation import cite
from iiif.viewer.page_text import ShownText
from iiif.viewer.reader import OpenBook, open_book, place_of, read_text
from iiif.viewer.thumbnails import picture_of, picture_of_page

router = APIRouter(prefix="/read")

Words = Annotated[str, Query(max_length=1_000)]
STRIP_PX = 150
STILL_PX = 1_000


@router.get("/{volume_id}")
def show_reader(
    request: Request,
    session: ReadSession,
    volume_id: str,
    visitor: AnyVisitor,
    page: str = "",
    q: Words = "",
) -> Response:
    """Show a published volume, open at a page, with a word marked on it."""
    settings = current_house(request).settings
    book = open_book(session, volume_id, visitor, q.strip(), settings.library_name)
    current_house(request).services[VisitCounter].count(book.opened.volume.title.id)
    place = place_of(book.opened, page or book.first_page_id)
    text = read_text(session, book.opened, place, book.query)
    return render(
        request,
        "viewer/read.html",
        book=book,
        volume=book.opened.volume,
        place=place,
        leaf=_page(request, session, book.opened, place, text),
        text=text,
        strip=[picture_of(canvas, STRIP_PX) for canvas in book.source.canvases],
        link=lambda to: _link(book, to),
        addresses=Addresses(settings.base_url),
        data=_reader_data(book, place),
    )


@router.get("/{volume_id}/pages/{page_id}")
def show_page(
    request: Request,
    session: ReadSession,
    volume_id: str,
    page_id: str,
    visitor: AnyVisitor,
    q: Words = "",
) -> Response:
    """Return what the reader needs of one page, as JSON."""
    opened = open_volume(session, volume_id, visitor)
    place = place_of(opened, page_id)
    text = read_text(session, opened, place, q.strip())
    words = {"html": _text_html(request, opened, text)}
    answer = JSONResponse(_page(request, session, opened, place, text) | words)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _link(book: OpenBook, place: int) -> str:
    asked = {"page": book.source.canvases[place].page_id}
    return f"?{urlencode(asked | ({'q': book.query} if book.query else {}))}"


def _reader_data(book: OpenBook, place: int) -> dict[str, Any]:
    """Return what the reader's script knows from the beginning."""
    return {
        "volume": book.source.volume_id,
        "isRightToLeft": book.source.is_vertical,
        "place": place,
        "query": book.query,
        "pages": [
            {"id": one.page_id, "label": one.label, "width": one.width, "height": one.height}
            for one in book.source.canvases
        ],
        "hits": [{"page": hit.page_id, "count": hit.count} for hit in book.hits],
    }


def _page(
    request: Request, session: Session, opened: OpenVolume, place: int, text: ShownText
) -> dict[str, Any]:
    page, volume = opened.pages[place], opened.volume
    house = current_house(request)
    address = Addresses(house.settings.base_url).read(volume.id, page.id)
    label = page.label or str(page.sequence)
    today = to_local(house.clock.now()).date()
    library = house.settings.library_name
    printed = reprint_words(session, volume.title, page.label)
    still = picture_of_page(page, STILL_PX)
    return {
        "id": page.id,
        "label": label,
        "columns": [list(column.box) for column in text.columns],
        "hits": [[list(box) for box in hit] for hit in text.hits],
        "isVertical": text.is_vertical,
        "still": asdict(still) if still else None,
        "address": address,
        "citation": cite(volume, library, address, today, label, printed),
    }


def _text_html(request: Request, opened: OpenVolume, text: ShownText) -> str:
    environment: Environment = request.app.state.templates
    template = environment.get_template("viewer/page_text.html")
    return template.render(text=text, volume=opened.volume)
