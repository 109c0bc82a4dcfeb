"""What goes into the index and what a search gives back."""

from dataclasses import dataclass
from enum import StrEnum

from archive.rights.levels import AccessLevel
from archive.text.highlight import Snippet
from archive.text.query import Remark

RESULTS_PER_PAGE = 20


class DocumentKind(StrEnum):
    """What can be found."""

    TITLE = "title"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One thing that can be found, as it is now.

    Attributes:
        kind: title or page.
        id: the identifier of that title or page.
        title_id: the title it belongs to; for a title, itself.
        volume_id: the volume of a page; empty for a title.
        sequence: its place among its like: a page's place in its volume.
        level: who may find it. What is not published yet has the level of the staff.
        heading: what a result is called (醴陵縣志 · 卷一 · 叶三a); shown, never searched.
        title: the title proper, searched; empty for a page.
        author: who made it, searched; empty for a page.
        text: a page's text, one printed column or line a line; for a title, what else is known.
        following: the beginning of the next page's text, so that phrases cross page ends. Empty
            where the next page is less open than this one.
    """

    kind: DocumentKind
    id: str
    title_id: str
    level: AccessLevel
    heading: str
    volume_id: str = ""
    sequence: int = 0
    title: str = ""
    author: str = ""
    text: str = ""
    following: str = ""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A question.

    Attributes:
        text: what was typed; see :mod:`archive.text.query`.
        allowed_levels: what the visitor may see, from ``archive.rights``; hits, snippets and
            counts hold nothing else.
        page: which page of results, from 1; too high a number gives the last one.
        per_page: how many results on each.
        title_id: look in this title only.
        volume_id: look in the pages of this volume only, in their own order.
        is_exact: find the very characters that were typed, and no other spelling of them.
    """

    text: str
    allowed_levels: frozenset[AccessLevel]
    page: int = 1
    per_page: int = RESULTS_PER_PAGE
    title_id: str = ""
    volume_id: str = ""
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One result, with the places to mark in the original spelling."""

    kind: DocumentKind
    id: str
    title_id: str
    volume_id: str
    sequence: int
    heading: Snippet
    author: Snippet
    snippet: Snippet
    mark_count: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results: titles before pages, the best first.

    ``understood`` is the question as it was read, empty if it held no word; ``remarks`` say what of
    it was taken by the letter. Counts go to a limit: ``has_more`` if there is more than they say.
    """

    text: str
    understood: str
    remarks: tuple[Remark, ...]
    hits: tuple[SearchHit, ...]
    titles_count: int
    pages_count: int
    page: int
    last_page: int
    has_more: bool = False

    @property
    def total_count(self) -> int:
        """How many results there are on all pages of results."""
        return self.titles_count + self.pages_count
