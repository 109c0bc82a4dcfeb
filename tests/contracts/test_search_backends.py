"""What is found is the same on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from archive.kernel.database import Database
from archive.rights.levels import AccessLevel
from archive.search import service
from archive.search.schemas import DocumentKind, SearchRequest
from archive.text.tokens import TAIL_UNITS, split_units
from tests.factories.shelves import (
    EVERYONE,
    NOBODY,
    ask,
    found,
    make_page,
    make_pages,
    make_title,
    marked,
    put,
)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as session:
        yield session


@pytest.mark.parametrize("text", ["醴", "陵", "志", "醴陵", "縣志", "醴陵縣志", "修醴陵縣志卷"])
def test_words_of_any_length_are_found(session: Session, text: str) -> None:
    put(session, make_page("p1", "重修醴陵縣志卷一"), make_page("p2", "無關之文", 2))
    assert found(session, text) == ["p1"]


@pytest.mark.parametrize("text", ["醴陵县志", "醴陵縣志", "醴 陵縣志"])
def test_either_script_finds_the_same(session: Session, text: str) -> None:
    put(session, make_page("p1", "醴陵縣志"), make_page("p2", "醴陵县志", 2))
    assert found(session, text) == ["p1", "p2"]


def test_a_phrase_keeps_its_order(session: Session) -> None:
    put(session, make_page("p1", "陵醴"), make_page("p2", "醴泉陵墓", 2))
    assert found(session, "醴陵") == []
    assert found(session, "醴陵墓") == []


def test_repeated_characters_are_counted(session: Session) -> None:
    put(session, make_page("p1", "哈哈哈"), make_page("p2", "哈哈", 2))
    assert found(session, "哈哈哈") == ["p1"]


def test_a_phrase_crosses_columns_and_signs(session: Session) -> None:
    put(session, make_page("p1", "重修醴\n陵，縣\n志"))
    assert found(session, "醴陵縣志") == ["p1"]
    [hit] = ask(session, "醴陵縣").hits
    assert marked(hit) == ["醴陵，縣"]


def test_a_phrase_crosses_the_page_end_and_belongs_to_its_first_page(session: Session) -> None:
    put(session, *make_pages("在醴", "陵縣之東", "醴陵"))
    assert found(session, "醴陵縣") == ["p1"]
    assert found(session, "在醴陵縣之東") == ["p1"]
    assert found(session, "陵縣") == ["p2"]
    assert found(session, "縣之東") == ["p2"]
    assert found(session, "東") == ["p2"]
    assert set(found(session, "醴陵")) == {"p1", "p3"}


@pytest.mark.parametrize("length", range(1, TAIL_UNITS + 1))
def test_phrases_may_reach_far_into_the_next_page(session: Session, length: int) -> None:
    following = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
    put(session, *make_pages("天地玄黃", following))
    assert found(session, "黃" + following[:length]) == ["p1"]
    assert found(session, "地玄黃" + following[:length]) == ["p1"]


def test_words_are_all_wanted_in_any_field(session: Session) -> None:
    put(session, make_title("t1", "醴陵縣志", "陳鯤"), make_title("t2", "醴陵鄉土志", "傅熊湘"))
    assert found(session, "醴陵 陳鯤") == ["t1"]
    assert found(session, "志 醴陵") == ["t1", "t2"]
    assert found(session, "陳鯤 傅熊湘") == []


def test_a_phrase_does_not_cross_fields(session: Session) -> None:
    put(session, make_title("t1", "縣志", "陳鯤"))
    assert found(session, "志陳") == []


def test_words_and_numbers_match_whole(session: Session) -> None:
    put(session, make_page("p1", "民國28年 Liling County"), make_page("p2", "280 Countys", 2))
    assert found(session, "28") == ["p1"]
    assert found(session, "２８年") == ["p1"]
    assert found(session, "lǐlíng") == ["p1"]
    assert found(session, '"liling county"') == ["p1"]
    assert found(session, "count") == []


@pytest.mark.parametrize("character", ["□", "\ue123", "\U0002a6b2", "\U00031350", "〇"])
def test_rare_and_missing_characters_are_found(session: Session, character: str) -> None:
    put(session, make_page("p1", f"卷{character}終"), make_page("p2", "卷終", 2))
    assert found(session, character) == ["p1"]
    assert found(session, f"卷{character}") == ["p1"]


def test_titles_come_before_pages(session: Session) -> None:
    put(session, make_page("p1", "醴陵" * 30), make_title("t1", "湖南方志論及醴陵一縣"))
    assert found(session, "醴陵") == ["t1", "p1"]
    assert ask(session, "醴陵").titles_count == 1
    assert ask(session, "醴陵").pages_count == 1


def test_a_page_that_says_it_often_comes_first(session: Session) -> None:
    filler = "天地玄黃宇宙洪荒" * 10
    put(session, make_page("p1", filler + "醴陵"), make_page("p2", "醴陵" * 9 + filler, 2))
    put(session, *(make_page(f"q{n}", filler, n) for n in range(3, 9)))
    assert found(session, "醴陵") == ["p2", "p1"]


def test_within_a_volume_pages_keep_their_order(session: Session) -> None:
    put(session, *make_pages("一醴陵", "二醴陵醴陵醴陵", "三醴陵"))
    put(session, replace(make_page("x", "醴陵"), volume_id="v2"))
    request = SearchRequest(text="醴陵", allowed_levels=EVERYONE, volume_id="v1")
    assert [hit.id for hit in service.search(session, request).hits] == ["p1", "p2", "p3"]
    request = SearchRequest(text="醴陵", allowed_levels=EVERYONE, title_id="elsewhere")
    assert service.search(session, request).total_count == 0


def test_hits_and_counts_show_only_what_is_allowed(session: Session) -> None:
    sealed = replace(make_page("p2", "醴陵秘檔", 2), level=AccessLevel.SEALED)
    put(session, make_page("p1", "醴陵縣志"), sealed)
    assert found(session, "醴陵") == ["p1"]
    assert found(session, "秘檔") == []
    assert found(session, "醴陵", NOBODY) == []
    assert set(found(session, "醴陵", EVERYONE | {AccessLevel.SEALED})) == {"p1", "p2"}


def test_results_come_in_pages(session: Session) -> None:
    put(session, *make_pages(*["醴陵縣志"] * 45))
    pages = [ask(session, "醴陵", page=number) for number in (1, 2, 3)]
    assert [len(page.hits) for page in pages] == [20, 20, 5]
    assert len({hit.id for page in pages for hit in page.hits}) == 45
    assert {page.last_page for page in pages} == {3}
    assert ask(session, "醴陵", page=99).page == 3
    assert ask(session, "醴陵", page=-1).page == 1


def test_a_changed_document_is_found_by_its_new_words_only(session: Session) -> None:
    put(session, make_page("p1", "舊文"))
    put(session, make_page("p1", "新字"))
    assert found(session, "舊文") == []
    assert found(session, "新字") == ["p1"]


def test_a_removed_document_is_found_no_more(session: Session) -> None:
    put(session, make_page("p1", "醴陵"), make_page("p2", "醴陵", 2))
    service.replace_documents(session, DocumentKind.PAGE, ["p1"], [])
    assert found(session, "醴陵") == ["p2"]


def test_a_cleared_index_is_empty_and_usable(session: Session) -> None:
    put(session, make_page("p1", "醴陵"))
    service.clear_index(session)
    assert found(session, "醴陵") == []
    put(session, make_page("p1", "醴陵"))
    assert found(session, "醴陵") == ["p1"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "。",
        '"',
        "“醴",
        "醴*",
        "AND",
        "NOT OR",
        "a:b",
        "醴' | '陵",
        "\\",
        "NEAR(",
        "\0",
        "\ud800",
        "((",
        "^醴",
        "-醴",
        "{title}: 醴",
        "';--",
        "¦",
        "¬醴陵",
        "之" * 5000,
        "a" * 5000,
    ],
)
def test_no_question_fails(session: Session, text: str) -> None:
    put(session, make_page("p1", "醴陵"))
    assert ask(session, text).total_count in (0, 1)


def test_texts_with_impossible_characters_are_stored(session: Session) -> None:
    put(session, make_page("p1", "醴\0陵\ud800縣\\'\":*&|!"))
    assert found(session, "醴陵縣") == ["p1"]


def test_a_very_long_text_is_indexed(session: Session) -> None:
    text = "".join(chr(0x4E00 + n % 5000) for n in range(20_000))
    put(session, make_page("p1", text))
    assert found(session, text[15_000:15_010]) == ["p1"]


def test_every_phrase_of_a_text_is_found(session: Session) -> None:
    text = "《醴陵縣志》卷之一\n建置沿革：漢高后四年，封長沙相越為醴陵侯。"
    put(session, make_page("p1", text))
    units = [unit.text for unit in split_units(text)]
    for start in range(len(units)):
        for length in (1, 2, 3, 7):
            assert found(session, "".join(units[start : start + length])) == ["p1"]
