"""The pages of readers: home, search, item, workbench."""

from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import AnyVisitor
from archive.catalogue.rights_statements import RIGHTS_STATEMENTS
from archive.catalogue.shown import newest_volumes
from archive.kernel.clock import to_local
from archive.rights.service import REASONS, allowed_levels
from archive.siku_set.citing import reprint_words
from archive.web.i18n import Language, current_language
from archive.web.sessions import CurrentHouse, ReadSession
from archive.web.tables import Paging
from archive.web.templating import render
from iiif.addresses import Addresses
from iiif.viewer import reader_views
from iiif.viewer.citation import cite
from iiif.viewer.covers import covers_of
from iiif.viewer.home import gather_home
from iiif.viewer.item import open_item
from iiif.viewer.reader_views import Words
from iiif.viewer.results import gather_results
from iiif.viewer.syntax import search_syntax

router = APIRouter(include_in_schema=False)
router.include_router(reader_views.router)

PER_PAGE = 20
MIRADOR_LANGUAGES = {
    Language.SIMPLIFIED: "zh-CN",
    Language.TRADITIONAL: "zh-TW",
    Language.ENGLISH: "en",
}


@router.get("/")
def show_home(request: Request, session: ReadSession, visitor: AnyVisitor) -> Response:
    """Show the search box, how much there is to read, and what came last."""
    return render(request, "viewer/home.html", home=gather_home(session, visitor))


@router.get("/search")
def show_results(
    request: Request,
    session: ReadSession,
    visitor: AnyVisitor,
    q: Words = "",
    page: str = "1",
    exact: str = "",
) -> Response:
    """Show the titles and pages on which a word stands; ``exact`` in no other spelling."""
    query = q.strip()
    wanted = int(page) if page.isdecimal() and len(page) < 10 else 1
    results = gather_results(session, visitor, query, wanted, is_exact=bool(exact))
    paging = Paging.of(request, results.found.total_count, PER_PAGE)
    return render(
        request,
        "viewer/search.html",
        query=query,
        results=results,
        paging=paging,
        is_exact=bool(exact),
        syntax=search_syntax(),
    )


@router.get("/titles/{title_id}")
def show_item(
    request: Request, session: ReadSession, house: CurrentHouse, title_id: str, visitor: AnyVisitor
) -> Response:
    """Show what a title is and which of its volumes can be read."""
    item = open_item(session, title_id, visitor)
    addresses = Addresses(house.settings.base_url)
    cited = item.published[0].volume if item.published else None
    today = to_local(house.clock.now()).date()
    library, address = house.settings.library_name, addresses.title(title_id)
    printed = reprint_words(session, item.title)
    return render(
        request,
        "viewer/item.html",
        item=item,
        addresses=addresses,
        rights=RIGHTS_STATEMENTS.get(item.title.rights_uri, ""),
        may_edit=visitor.may(Permission.CATALOGUE),
        level=REASONS[item.title.access_level],
        citation=cite(cited, library, address, today, reprint=printed) if cited else "",
    )


@router.get("/workbench")
def show_workbench(
    request: Request,
    session: ReadSession,
    house: CurrentHouse,
    visitor: AnyVisitor,
    manifest: Words = "",
) -> Response:
    """Open a manifest in Mirador; without one, show which there are."""
    addresses = Addresses(house.settings.base_url)
    if is_web_address(manifest):
        language = MIRADOR_LANGUAGES[current_language()]
        return render(
            request, "viewer/workbench.html", manifest=manifest, mirador_language=language
        )
    volumes = newest_volumes(session, allowed_levels(visitor))
    return render(
        request,
        "viewer/workbench_list.html",
        422 if manifest else 200,
        manifest=manifest,
        addresses=addresses,
        covers=covers_of(session, volumes),
    )


def is_web_address(text: str) -> bool:
    """Return whether ``text`` is an http(s) address with a host."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
