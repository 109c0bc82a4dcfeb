import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.query import (
    GAP,
    MAX_CHARACTERS,
    MAX_PHRASES,
    AllOf,
    AnyOf,
    Field,
    Not,
    Phrase,
    RemarkKind,
    Strip,
    Words,
    holds,
    parse_query,
    print_tree,
)
from archive.text.tokens import split_units
from tests.unit.archive.text.strategies import any_texts

LILING, PORCELAIN = Phrase(("醴", "陵")), Phrase(("瓷", "業"))


def units(text: str) -> list[tuple[str, ...]]:
    return [phrase.units for phrase in parse_query(text).phrases]


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("醴陵", LILING),
        ("醴陵　瓷業", AllOf((LILING, PORCELAIN))),
        ("醴陵 AND 瓷業", AllOf((LILING, PORCELAIN))),
        ("醴陵 OR 瓷業", AnyOf((LILING, PORCELAIN))),
        ("醴陵 NOT 瓷業", AllOf((LILING, Not(PORCELAIN)))),
        ("醴陵 -瓷業", AllOf((LILING, Not(PORCELAIN)))),
        ("NOT NOT 醴陵", LILING),
        ("(醴陵 OR 瓷業) 志", AllOf((AnyOf((LILING, PORCELAIN)), Phrase(("志",))))),
        ("醴陵 OR 瓷業 志", AnyOf((LILING, AllOf((PORCELAIN, Phrase(("志",))))))),
        ("题名:醴陵", Phrase(("醴", "陵"), Field.TITLE)),
        ("題名：醴陵 瓷業", AllOf((Phrase(("醴", "陵"), Field.TITLE), PORCELAIN))),
        ("正文:(醴 OR 陵)", AnyOf((Phrase(("醴",), Field.TEXT), Phrase(("陵",), Field.TEXT)))),
        ("責任者:徐淦", Phrase(("徐", "淦"), Field.AUTHOR)),
        ("醴?志", Phrase(("醴", GAP, "志"))),
        ("醴？？志", Phrase(("醴", GAP, GAP, "志"))),
        ("醴□志", Phrase(("醴", GAP, "志"))),
        ("醴□", Phrase(("醴", "□"))),
        ("□", Phrase(("□",))),
        ("「渌江 書院」", Phrase(("渌", "江", "書", "院"))),
        ("“Liling county”", Phrase(("Liling", "county"))),
    ],
)
def test_what_is_typed_is_understood(typed: str, tree: object) -> None:
    query = parse_query(typed)
    assert query.tree == tree
    assert not query.remarks


@pytest.mark.parametrize(
    ("typed", "found", "remark"),
    [
        ('"醴陵', [("醴", "陵")], RemarkKind.OPEN_QUOTE),
        ("(醴陵", [("醴", "陵")], RemarkKind.ODD_BRACKET),
        (") 醴陵", [("醴", "陵")], RemarkKind.ODD_BRACKET),
        ("醴陵 OR", [("醴", "陵"), ("or",)], RemarkKind.LONELY_OPERATOR),
        ("题名: ", [("题", "名")], RemarkKind.EMPTY_FIELD),
        ("醴陵?", [("醴", "陵")], RemarkKind.GAP_AT_EDGE),
        ("之" * 201, [("之",) * MAX_CHARACTERS], RemarkKind.TOO_LONG),
    ],
)
def test_what_is_not_understood_is_said(
    typed: str, found: list[tuple[str, ...]], remark: RemarkKind
) -> None:
    assert units(typed) == found
    assert [each.kind for each in parse_query(typed).remarks] == [remark]


def test_what_must_be_absent_is_not_wanted() -> None:
    assert units("醴陵 NOT (瓷 OR NOT 志)") == [("醴", "陵"), ("志",)]


def test_operators_of_engines_mean_nothing() -> None:
    assert units("醴陵* -- '; DROP & |") == [("醴", "陵"), ("drop",)]


def test_nothing_to_find() -> None:
    assert not parse_query(" 。，-- () ?")


def test_a_query_is_bounded() -> None:
    query = parse_query("甲乙 " * 500 + " ".join(chr(0x4E00 + n) for n in range(500)))
    assert len(query.phrases) <= MAX_PHRASES


def test_the_exact_form_is_no_other() -> None:
    words = Words((Strip("醴陵縣志"),), Strip(""), Strip(""))
    for typed, is_found in (("縣志", True), ("县志", False), ("陵?志", True), ("陵□志", False)):
        tree = parse_query(typed, is_exact=True).tree
        assert tree is not None
        assert holds(tree, words) is is_found, typed


signs = st.text('醴陵志县縣a1 ()（）"“”「」『』?？□-－:：ANDORT题名正文', max_size=40)
pieces = st.lists(
    st.sampled_from(
        [
            "醴陵",
            "志",
            "AND",
            "OR",
            "NOT",
            "(",
            ")",
            "-",
            "题名:",
            "正文：",
            "醴?志",
            '"',
            "「",
            "」",
        ]
    ),
    max_size=16,
)
questions = st.one_of(any_texts(), signs, pieces.map(" ".join), pieces.map("".join))


@given(questions, st.booleans())
def test_no_question_fails_and_each_phrase_is_of_units(text: str, is_exact: bool) -> None:  # noqa: FBT001
    for phrase in parse_query(text, is_exact=is_exact).phrases:
        assert phrase.units[0] != GAP != phrase.units[-1]
        for form, unit in zip(phrase.forms, phrase.units, strict=True):
            assert form == GAP or [each.text for each in split_units(form)] == [unit]


@given(questions, st.booleans())
def test_a_question_printed_is_the_same_question(text: str, is_exact: bool) -> None:  # noqa: FBT001
    tree = parse_query(text, is_exact=is_exact).tree
    if tree is not None:
        assert parse_query(print_tree(tree), is_exact=is_exact).tree == tree
