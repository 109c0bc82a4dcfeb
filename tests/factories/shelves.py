"""A shelf of titles and pages to be searched: a source that keeps its documents in a dict."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from archive.kernel.journal import Subject
from archive.rights.levels import AccessLevel
from archive.search import service
from archive.search.schemas import (
    DocumentKind,
    SearchDocument,
    SearchHit,
    SearchPage,
    SearchRequest,
)

EVERYONE = frozenset({AccessLevel.PUBLIC})
NOBODY: frozenset[AccessLevel] = frozenset()


def make_title(identifier: str, title: str, author: str = "") -> SearchDocument:
    return SearchDocument(
        kind=DocumentKind.TITLE,
        id=identifier,
        title_id=identifier,
        level=AccessLevel.PUBLIC,
        heading=title,
        title=title,
        author=author,
    )


def make_page(identifier: str, text: str, sequence: int = 1, following: str = "") -> SearchDocument:
    return SearchDocument(
        kind=DocumentKind.PAGE,
        id=identifier,
        title_id="t1",
        volume_id="v1",
        sequence=sequence,
        level=AccessLevel.PUBLIC,
        heading=f"第{sequence}页",
        text=text,
        following=following,
    )


def make_pages(*texts: str) -> list[SearchDocument]:
    """Return the pages of one volume, each knowing the beginning of the next: p1, p2 and so on."""
    return [
        make_page(f"p{number}", text, number, following=following)
        for number, (text, following) in enumerate(
            zip(texts, [*texts[1:], ""], strict=True), start=1
        )
    ]


def put(session: Session, *documents: SearchDocument) -> None:
    for document in documents:
        service.replace_documents(session, document.kind, [document.id], [document])


def ask(
    session: Session, text: str, levels: frozenset[AccessLevel] = EVERYONE, page: int = 1
) -> SearchPage:
    return service.search(session, SearchRequest(text=text, allowed_levels=levels, page=page))


def found(session: Session, text: str, levels: frozenset[AccessLevel] = EVERYONE) -> list[str]:
    """Return what is found, and make sure that the counts say the same."""
    result = ask(session, text, levels)
    assert result.total_count == len(result.hits)
    return [hit.id for hit in result.hits]


def marked(hit: SearchHit) -> list[str]:
    return [hit.snippet.text[start:end] for start, end in hit.snippet.spans]


@dataclass
class Shelf:
    """A :class:`archive.search.sources.DocumentSource`; ``loads`` counts what was asked of it."""

    kind: DocumentKind
    documents: dict[str, SearchDocument] = field(default_factory=dict)
    loads: int = 0

    def place(self, *documents: SearchDocument) -> None:
        self.documents.update({document.id: document for document in documents})

    def relevel(self, identifier: str, level: AccessLevel) -> None:
        self.documents[identifier] = replace(self.documents[identifier], level=level)

    def affected_ids(self, _session: Session, subject: Subject) -> Collection[str]:
        own = [subject.id] if subject.kind == self.kind else []
        held = [one.id for one in self.documents.values() if one.title_id == subject.id]
        return own + (held if subject.kind == DocumentKind.TITLE else [])

    def load(self, _session: Session, ids: Collection[str]) -> Sequence[SearchDocument]:
        self.loads += len(ids)
        return [self.documents[one] for one in ids if one in self.documents]

    def ids_after(self, _session: Session, last_id: str, limit: int) -> Sequence[str]:
        return sorted(one for one in self.documents if one > last_id)[:limit]
