"""What is found for a question is what its tree means, on both engines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from archive.kernel.database import Database
from archive.rights.levels import AccessLevel
from archive.search import service
from archive.search.schemas import DocumentKind, SearchDocument, SearchRequest
from archive.text.query import Field, Strip, Words, holds, parse_query
from tests.factories.shelves import EVERYONE, make_page, make_title, put

LETTERS = "醴陵县縣志A"
TEXTS = [
    "醴陵縣志",
    "陵縣志醴",
    "志縣□志陵",
    "醴醴陵A縣",
    "縣醴志A陵",
    "陵",
    "志縣志縣志",
    "縣□",
    "醴陵县",
    "A志 a",
]


@dataclass(frozen=True)
class Shelf:
    """What is in the index."""

    session: Session
    documents: list[SearchDocument]

    def found(self, typed: str, *, is_exact: bool = False) -> set[str]:
        request = SearchRequest(typed, EVERYONE, per_page=200, is_exact=is_exact)
        page = service.search(self.session, request)
        assert page.total_count == len(page.hits)
        assert not page.has_more
        return {hit.id for hit in page.hits}

    def meant(self, typed: str, *, is_exact: bool = False) -> set[str]:
        query = parse_query(typed, is_exact=is_exact)
        tree = query.tree
        wants_text = any(p.field not in {Field.TITLE, Field.AUTHOR} for p in query.phrases)
        titles = {each.id: each for each in self.documents if each.kind is DocumentKind.TITLE}
        return {
            each.id
            for each in self.documents
            if tree is not None
            and (wants_text or each.kind is DocumentKind.TITLE)
            and each.level in EVERYONE
            and holds(tree, words_of(each, titles[each.title_id]))
        }


def words_of(document: SearchDocument, work: SearchDocument) -> Words:
    own = Strip(document.text, document.following)
    is_title = document.kind is DocumentKind.TITLE
    its_own = (Strip(document.title), Strip(document.author)) if is_title else ()
    return Words((*its_own, own), Strip(work.title), Strip(work.author), own)


@pytest.fixture
def shelf(database: Database) -> Iterator[Shelf]:
    pages = [
        replace(make_page(f"p{n}", text, n, following), title_id=f"t{1 + n % 2}")
        for n, (text, following) in enumerate(zip(TEXTS, [*TEXTS[1:], ""], strict=True), start=1)
    ]
    sealed = replace(make_page("secret", "醴陵縣志", 99), level=AccessLevel.SEALED)
    titles = [make_title("t1", "醴陵縣志", "陳A"), make_title("t2", "陵志", "醴縣")]
    documents = [*titles, *pages, sealed]
    with database.write() as session:
        put(session, *documents)
        yield Shelf(session, documents)


words = st.text(LETTERS, min_size=1, max_size=4) | st.builds(
    "{}?{}".format,
    st.text(LETTERS, min_size=1, max_size=2),
    st.text(LETTERS, min_size=1, max_size=2),
)
fielded = st.builds("{}{}".format, st.sampled_from(["", "", "题名:", "责任者:", "正文:"]), words)
questions = st.recursive(
    fielded,
    lambda parts: st.one_of(
        st.builds("({} OR {})".format, parts, parts),
        st.builds("({} {})".format, parts, parts),
        st.builds("NOT {}".format, parts),
    ),
    max_leaves=4,
)


@given(typed=questions, is_exact=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_question_finds_what_it_means(shelf: Shelf, typed: str, is_exact: bool) -> None:  # noqa: FBT001
    assert shelf.found(typed, is_exact=is_exact) == shelf.meant(typed, is_exact=is_exact)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("醴陵 NOT 志", {"p4", "p9"}),
        ("题名:醴陵縣志", {"t1"}),
        ("题名:醴陵縣志 正文:A", {"p4", "p10"}),
        ("陵?志", {"t1", "p1", "p2"}),
        ("(志 OR 陵) NOT 縣", {"p6", "p10"}),
    ],
)
def test_operators_do_what_they_say(shelf: Shelf, typed: str, ids: set[str]) -> None:
    assert shelf.found(typed) == ids


def test_the_exact_form_finds_no_other_spelling(shelf: Shelf) -> None:
    assert shelf.found("县") >= {"p1", "p9"}
    assert shelf.found("县", is_exact=True) == {"p9"}


def test_what_is_sealed_is_found_by_no_operator(shelf: Shelf) -> None:
    for typed in ("醴陵縣志", "NOT 甲", "醴?縣", "正文:志 OR NOT 志"):
        assert "secret" not in shelf.found(typed)
