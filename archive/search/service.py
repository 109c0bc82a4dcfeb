"""Search and the upkeep of what is searched, both in the caller's transaction."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from archive.search.backend import IndexEntry, Scope, SearchBackend
from archive.search.finding import Counts, Finder
from archive.search.models import IndexedDocument, IndexedText
from archive.search.postgres import PostgresSearch
from archive.search.queries import Stored, stored_by_id, stored_by_number
from archive.search.schemas import (
    DocumentKind,
    SearchDocument,
    SearchHit,
    SearchPage,
    SearchRequest,
)
from archive.search.sqlite import SqliteSearch
from archive.text.highlight import Snippet, cut_snippet, find_spans
from archive.text.query import MAX_CHARACTERS, Query, parse_query, print_tree
from archive.text.tokens import index_tokens

MAX_PER_PAGE = 200
_WORDS = ("heading", "title", "author", "text", "following")
_SEARCHED = ("title", "author", "text", "following")


def backend_of(session: Session) -> SearchBackend:
    """Return the engine that belongs to the database of ``session``."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return SqliteSearch() if is_sqlite else PostgresSearch()


def search(session: Session, request: SearchRequest) -> SearchPage:
    """Answer ``request`` with one page of results.

    Never fails for what was typed: what cannot be understood is passed over, what is too long is
    cut, and a question that holds no word has no results.
    """
    query = parse_query(request.text, is_exact=request.is_exact)
    scope = Scope(request.allowed_levels, request.title_id, request.volume_id)
    if not query or not scope.levels:
        return _page_of(request, query, Counts({}), ())
    finder = Finder(session, backend_of(session), query, scope)
    counts = finder.count()
    empty = _page_of(request, query, counts, ())
    per_page = _per_page(request)
    offset = (empty.page - 1) * per_page
    numbers = finder.find(offset, per_page)
    stored = stored_by_number(session, numbers)
    hits = tuple(_hit(stored[number], query) for number in numbers)
    return _page_of(request, query, counts, hits)


def replace_documents(
    session: Session,
    kind: DocumentKind,
    ids: Collection[str],
    documents: Sequence[SearchDocument],
) -> None:
    """Make the index hold ``documents`` and nothing else for ``ids``.

    A document whose words are unchanged keeps its place in the engine.
    """
    old = stored_by_id(session, kind, ids)
    new = {document.id: document for document in documents}
    same = {key for key in old if key in new and _has_same_words(old[key][1], new[key])}
    _remove(session, [old[key] for key in old if key not in same])
    for key in same:
        _describe(old[key][0], new[key])
        old[key][1].heading = _storable(new[key].heading)
    _add(session, [new[key] for key in new if key not in same])


def clear_index(session: Session) -> None:
    """Forget every document."""
    backend_of(session).clear(session)
    session.execute(delete(IndexedText))
    session.execute(delete(IndexedDocument))


def _add(session: Session, documents: Sequence[SearchDocument]) -> None:
    rows = [_describe(IndexedDocument(), document) for document in documents]
    session.add_all(rows)
    session.flush()  # the engine files the tokens under the numbers
    texts = [
        IndexedText(
            number=row.number, **{name: _storable(getattr(document, name)) for name in _WORDS}
        )
        for row, document in zip(rows, documents, strict=True)
    ]
    session.add_all(texts)
    backend_of(session).add(session, [_entry(text) for text in texts])


def _remove(session: Session, stored: Sequence[Stored]) -> None:
    if not stored:
        return
    backend_of(session).remove(session, [_entry(text) for _, text in stored])
    numbers = [document.number for document, _ in stored]
    for model in (IndexedText, IndexedDocument):
        session.execute(delete(model).where(model.number.in_(numbers)))


def _entry(text: IndexedText) -> IndexEntry:
    return IndexEntry(
        number=text.number,
        title=index_tokens(text.title),
        author=index_tokens(text.author),
        text=index_tokens(text.text, text.following),
    )


def _describe(row: IndexedDocument, document: SearchDocument) -> IndexedDocument:
    row.kind = document.kind
    row.document_id = document.id
    row.title_id = document.title_id
    row.volume_id = document.volume_id
    row.sequence = document.sequence
    row.level = document.level
    return row


def _has_same_words(old: IndexedText, new: SearchDocument) -> bool:
    return all(getattr(old, name) == _storable(getattr(new, name)) for name in _SEARCHED)


def _storable(text: str) -> str:
    """Replace what no database keeps (NUL, lone surrogates); the length stays the same."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _hit(stored: Stored, query: Query) -> SearchHit:
    document, words = stored
    spans = find_spans(words.text, query, words.following)
    return SearchHit(
        kind=document.kind,
        id=document.document_id,
        title_id=document.title_id,
        volume_id=document.volume_id,
        sequence=document.sequence,
        heading=_mark_whole(words.heading, query),
        author=_mark_whole(words.author, query),
        snippet=cut_snippet(words.text, spans),
        mark_count=len(spans),
    )


def _mark_whole(text: str, query: Query) -> Snippet:
    return Snippet(text, tuple(find_spans(text, query)))


def _per_page(request: SearchRequest) -> int:
    return min(max(request.per_page, 1), MAX_PER_PAGE)


def _page_of(
    request: SearchRequest,
    query: Query,
    counts: Counts,
    hits: tuple[SearchHit, ...],
) -> SearchPage:
    found = counts.found
    last = max(1, -(-sum(found.values()) // _per_page(request)))
    return SearchPage(
        text=request.text[:MAX_CHARACTERS],
        understood=print_tree(query.tree) if query.tree else "",
        remarks=query.remarks,
        hits=hits,
        titles_count=found.get(DocumentKind.TITLE, 0),
        pages_count=found.get(DocumentKind.PAGE, 0),
        has_more=bool(counts.more),
        page=min(max(request.page, 1), last),
        last_page=last,
    )
