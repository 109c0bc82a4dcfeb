"""What is typed in a record's fields, read, kept and shown again."""

import pytest

from archive.census.fields import BY_NAME, FIELDS
from archive.census.reading import clean, details_of, format_of, show, statement_of
from archive.census.references import read_words
from archive.census.sets import DEFAULTS
from archive.census.statements import AuthorPart, author_parts, edition_kind_of, years_of
from archive.text.block_format import parse_format

WORDS = {name.value: read_words(text) for name, text in DEFAULTS.items()}
USUAL = "半葉九行二十字，小字雙行同，白口，四周雙邊，單魚尾，版框高19.5釐米，寬13.8釐米"


@pytest.mark.parametrize(
    ("name", "text", "kept", "shown"),
    [
        ("rows", "九", "9", "9"),
        ("characters", "20至21", "20-21", "20-21"),
        ("small_characters", "同", "同", "同"),
        ("width_mm", "13.8厘米", 138, "13.8"),
        ("case_count", "4", 4, "4"),
        ("border", "四周双栏", "四周雙邊", "四周雙邊"),
        ("surviving", "缺二卷（3、7）", "缺二卷（三、七）", "缺二卷（三、七）"),
        (
            "seals",
            "醴陵圖書館藏書印｜醴陵图书馆｜朱文\n\n某氏珍藏",
            [
                {"text": "醴陵圖書館藏書印", "owner": "醴陵图书馆", "carving": "朱文"},
                {"text": "某氏珍藏"},
            ],
            "醴陵圖書館藏書印｜醴陵图书馆｜朱文\n某氏珍藏",
        ),
    ],
)
def test_a_field_is_read_kept_and_shown(name: str, text: str, kept: object, shown: str) -> None:
    details, wrong = clean(FIELDS, {name: text}, WORDS, {})
    assert wrong == []
    assert details == {name: kept}
    assert show(BY_NAME[name], kept) == shown
    assert clean(FIELDS, {name: shown}, WORDS, {})[0] == details


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rows", "一百"),
        ("height_mm", "高"),
        ("case_count", "0"),
        ("small_lines", "3"),
        ("border", "三周"),
        ("surviving", "存五卷（十六至十九）"),
        ("seals", "一｜二｜三｜四"),
        ("seals", "\n".join(["印"] * 201)),
        ("note", "<script>"),
        ("published_at", "地" * 301),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(name: str, text: str) -> None:
    details, wrong = clean(FIELDS, {name: text}, WORDS, {})
    assert details == {}
    assert [error.field for error in wrong] == [name]
    assert wrong[0].message


def test_what_was_not_typed_stays_and_what_was_emptied_goes() -> None:
    held = {"note": "原有", "rows": "9"}
    assert clean(FIELDS, {"rows": ""}, WORDS, held)[0] == {"note": "原有"}


def test_a_layout_goes_into_fields_and_comes_back_as_a_statement() -> None:
    details = details_of(parse_format(USUAL, WORDS).format)
    assert details["height_mm"] == 195
    assert details["small_characters"] == "同"
    assert format_of(details) == parse_format(USUAL, WORDS).format
    assert statement_of(details | {"format_note": "版心下鐫書名"}) == f"{USUAL}，版心下鐫書名"


@pytest.mark.parametrize(
    ("author", "parts"),
    [
        ("（清）徐淦修", [("清", "徐淦", "修")]),
        ("(清)徐淦等修；(清)江普光纂", [("清", "徐淦", "等修"), ("清", "江普光", "纂")]),
        ("（清）邁柱等監修", [("清", "邁柱", "等監修")]),
        ("佚名", [("", "佚名", "")]),
        ("", []),
    ],
)
def test_who_is_responsible_in_parts(author: str, parts: list[tuple[str, str, str]]) -> None:
    assert author_parts(author) == [AuthorPart(*part) for part in parts]


@pytest.mark.parametrize(
    ("edition", "kind", "years"),
    [
        ("清同治十年刻本", "刻本", (1871, 1871)),
        ("明嘉靖三十年（1551）芝城銅活字印本", "銅活字印本", (1551, 1551)),
        ("清抄本", "抄本", (1616, 1911)),
        ("明隆慶六年刻本", "刻本", (1572, 1572)),
        ("清乾隆間刻本", "刻本", (1736, 1795)),
        ("清宣統三年鉛印本", "鉛印本", (1911, 1911)),
        ("民國三十七年鉛印本", "鉛印本", (1948, 1948)),
        ("", "", None),
    ],
)
def test_an_edition_in_parts(edition: str, kind: str, years: tuple[int, int] | None) -> None:
    assert edition_kind_of(edition, WORDS["edition-kind"]) == kind
    assert years_of("", edition) == years
