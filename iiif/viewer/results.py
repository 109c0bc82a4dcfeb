"""The results of a search as they are shown: where each leads, marked words, a small picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from archive.accounts.visitors import Visitor
from archive.catalogue.queries import find_titles, find_volumes
from archive.catalogue.schemas import TitleView, VolumeView
from archive.kernel.errors import N_
from archive.rights.service import allowed_levels, may_see_unpublished
from archive.search import service as search
from archive.search.schemas import DocumentKind, SearchHit, SearchPage, SearchRequest
from archive.text.query import RemarkKind
from archive.web.i18n import fill
from digitize.pages.queries import find_pages
from digitize.pages.schemas import PageView
from iiif.viewer.marking import Piece, pieces_of
from iiif.viewer.thumbnails import Picture, picture_of_page

THUMBNAIL_PX = 200
REMARKS: Mapping[RemarkKind, str] = {
    RemarkKind.LONELY_OPERATOR: N_("“%(piece)s”两边没有可以连接的词，当作普通的词检索。"),
    RemarkKind.OPEN_QUOTE: N_("引号 %(piece)s 没有配对，已略过。"),
    RemarkKind.ODD_BRACKET: N_("括号 %(piece)s 没有配对，已略过。"),
    RemarkKind.EMPTY_FIELD: N_("“%(piece)s”后面没有要找的词，当作普通的词检索。"),
    RemarkKind.GAP_AT_EDGE: N_(
        "“%(piece)s”首尾的问号没有用处，已略过；问号只在两字之间代表任意一字。"
    ),
    RemarkKind.TOO_LONG: N_("检索词太长，从“%(piece)s”起没有检索。"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """One result. What is not published yet is shown to those at work on it only."""

    hit: SearchHit
    href: str
    title: TitleView | None
    is_published: bool
    picture: Picture | None = None

    @property
    def is_page(self) -> bool:
        """Whether a page was found, and not a title."""
        return self.hit.kind is DocumentKind.PAGE

    @property
    def heading(self) -> tuple[Piece, ...]:
        """What it is called, marked."""
        return pieces_of(self.hit.heading)

    @property
    def author(self) -> tuple[Piece, ...]:
        """Who made it, marked."""
        return pieces_of(self.hit.author)

    @property
    def snippet(self) -> tuple[Piece, ...]:
        """What stands around the word, in the spelling of the original, marked."""
        return pieces_of(self.hit.snippet)


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results with their counts."""

    found: SearchPage
    titles: list[Result]
    pages: list[Result]

    @property
    def is_plain(self) -> bool:
        """Whether the question is nothing but a word, and was understood as it was typed."""
        typed = self.found.text.strip()
        return not self.found.remarks and self.found.understood == typed

    @property
    def remarks(self) -> list[str]:
        """What of the question was not taken for what it looks like."""
        return [
            fill(REMARKS[remark.kind], {"piece": remark.piece}) for remark in self.found.remarks
        ]


def gather_results(
    session: Session, visitor: Visitor, query: str, page: int, *, is_exact: bool = False
) -> Results:
    """Return what ``visitor`` finds for ``query``; nothing that he may not see counts."""
    request = SearchRequest(query, allowed_levels(visitor), page=page, is_exact=is_exact)
    found = search.search(session, request)
    by_kind = {
        kind: [hit for hit in found.hits if hit.kind is kind]
        for kind in (DocumentKind.TITLE, DocumentKind.PAGE)
    }
    volumes = find_volumes(session, {hit.volume_id for hit in by_kind[DocumentKind.PAGE]})
    pages = find_pages(session, [hit.id for hit in by_kind[DocumentKind.PAGE]])
    titles = find_titles(session, [hit.id for hit in by_kind[DocumentKind.TITLE]])
    results = [
        _page_result(hit, query, pages.get(hit.id), volumes.get(hit.volume_id))
        for hit in by_kind[DocumentKind.PAGE]
    ]
    # A page may have been left out since the index looked.
    sees_all = may_see_unpublished(visitor)
    return Results(
        found,
        [_title_result(hit, titles.get(hit.id)) for hit in by_kind[DocumentKind.TITLE]],
        [result for result in results if result.is_published or sees_all],
    )


def _title_result(hit: SearchHit, title: TitleView | None) -> Result:
    return Result(hit, f"/titles/{hit.id}", title, is_published=True)


def _page_result(
    hit: SearchHit, query: str, page: PageView | None, volume: VolumeView | None
) -> Result:
    is_shown = bool(page and volume and page.is_published and volume.is_published)
    reader = f"/read/{hit.volume_id}?{urlencode({'page': hit.id, 'q': query})}"
    return Result(
        hit,
        reader if is_shown else f"/station/pages/{hit.id}",
        volume.title if volume else None,
        is_shown,
        picture_of_page(page, THUMBNAIL_PX) if page else None,
    )
