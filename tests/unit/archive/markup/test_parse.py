"""The language of templates: whatever is typed can be read, and nothing of it is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.markup.blocks import (
    Align,
    Blank,
    Block,
    Heading,
    Inline,
    Item,
    PageBreak,
    Paragraph,
    Rule,
    Signatures,
    Words,
)
from archive.markup.parse import LONGEST, blanks_of, parse
from archive.markup.problems import Fault, Problem

NAMES = st.text("捐赠人馆名清单", min_size=1, max_size=4)
PLAIN = st.text("天地玄黄宇宙洪荒abc，。", min_size=1, max_size=8)


@st.composite
def inlines(draw: st.DrawFn) -> tuple[Inline, ...]:
    """Words and blanks of which no two neighbours would be one when read again."""
    drawn: list[Inline] = []
    for is_blank in draw(st.lists(st.booleans(), min_size=1, max_size=5)):
        is_strong = draw(st.booleans())
        if is_blank:
            columns = tuple(draw(st.lists(NAMES, max_size=2)))
            drawn.append(Blank(draw(NAMES), is_strong, columns))
            continue
        last = drawn[-1] if drawn else None
        if not (isinstance(last, Words) and last.is_strong is is_strong):
            drawn.append(Words(draw(PLAIN), is_strong))
    return tuple(drawn)


def block(line: int) -> st.SearchStrategy[Block]:
    said = inlines()
    return st.one_of(
        st.builds(Heading, st.just(line), st.integers(1, 3), said),
        st.builds(Paragraph, st.just(line), said, st.sampled_from(Align), st.booleans()),
        st.builds(Item, st.just(line), said, st.booleans(), st.booleans()),
        st.builds(Signatures, st.just(line), st.lists(said, min_size=1, max_size=3).map(tuple)),
        st.builds(Rule, st.just(line)),
        st.builds(PageBreak, st.just(line)),
    )


def written(said: tuple[Inline, ...]) -> str:
    """Write inlines as staff would."""
    text, is_strong = "", False
    for inline in said:
        if inline.is_strong != is_strong:
            text, is_strong = f"{text}**", inline.is_strong
        if isinstance(inline, Blank):
            columns = f"｜{'、'.join(inline.columns)}" if inline.columns else ""
            text += f"【{inline.name}{columns}】"
        else:
            text += inline.text
    return f"{text}**" if is_strong else text


def line_of(one: Block) -> str:
    """Write a block as staff would."""
    optional = "? " if getattr(one, "is_optional", False) else ""
    match one:
        case Heading():
            return "#" * one.level + " " + written(one.inlines)
        case Item():
            return optional + ("1. " if one.is_numbered else "- ") + written(one.inlines)
        case Signatures():
            return "签字：" + "｜".join(written(place) for place in one.places)
        case Rule():
            return "---"
        case PageBreak():
            return "==="
        case Paragraph():
            marks = {Align.FLUSH: "", Align.INDENTED: "　　", Align.CENTRE: "^ ", Align.RIGHT: "> "}
            return optional + marks[one.align] + written(one.inlines)


@given(
    st.lists(st.integers(0, 3), max_size=6).flatmap(
        lambda gaps: st.tuples(
            *(block(sum(gaps[: place + 1]) + place + 1) for place in range(len(gaps)))
        )
    )
)
def test_what_is_written_is_read_again(blocks: tuple[Block, ...]) -> None:
    lines: dict[int, str] = {one.line: line_of(one) for one in blocks}
    text = "\n".join(lines.get(number, "") for number in range(1, max(lines, default=0) + 1))
    parsed = parse(text)
    assert parsed.blocks == blocks
    assert [problem.fault for problem in parsed.problems] == ([] if blocks else [Fault.EMPTY])


@given(st.text(max_size=300) | st.text("#>^-=?1. 签字：【】｜|*\\ 　\n捐赠人", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    parsed = parse(text)
    lines = text.splitlines()
    assert [one.line for one in parsed.blocks] == [
        number for number, line in enumerate(lines, start=1) if line.strip()
    ]
    assert all(0 <= problem.line <= len(lines) for problem in parsed.problems)
    assert bool(parsed.blocks) == bool(text.strip())


@given(st.lists(PLAIN, min_size=1, max_size=6))
def test_no_word_is_lost(lines: list[str]) -> None:
    found = [one.inlines for one in parse("\n".join(lines)).blocks if isinstance(one, Paragraph)]
    assert found == [(Words(line),) for line in lines]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("尊敬的【捐赠人：", Fault.UNCLOSED),
        ("尊敬的捐赠人】：", Fault.UNOPENED),
        ("尊敬的【 】：", Fault.NAMELESS),
        ("【捐【赠】人", Fault.UNCLOSED),
    ],
)
def test_a_bracket_without_its_partner_is_told_by_line(line: str, fault: Fault) -> None:
    parsed = parse(f"# 感谢信\n\n{line}")
    assert Problem(3, fault) in parsed.problems
    assert parsed.blocks[-1].line == 3


def test_marks_may_be_typed_full_width() -> None:
    blocks = parse("＃标题\n＞馆名\n＾中间\n？ 附言【附言】\n签字:甲|乙").blocks
    assert isinstance(blocks[0], Heading)
    assert [one.align for one in blocks if isinstance(one, Paragraph)] == [
        Align.RIGHT,
        Align.CENTRE,
        Align.FLUSH,
    ]
    assert getattr(blocks[3], "is_optional", False)
    assert isinstance(blocks[4], Signatures)
    assert len(blocks[4].places) == 2


def test_a_backslash_takes_the_meaning_from_a_mark() -> None:
    (paragraph,) = parse("\\# 不是标题").blocks
    assert paragraph == Paragraph(1, (Words("# 不是标题"),))


def test_a_lonely_mark_of_emphasis_stands_as_it_is() -> None:
    (paragraph,) = parse("**甲**乙**丙").blocks
    assert paragraph == Paragraph(1, (Words("甲", is_strong=True), Words("乙**丙")))


def test_columns_are_read_with_their_table() -> None:
    (paragraph,) = parse("【清单｜序号、题名 册数】").blocks
    assert list(blanks_of(paragraph)) == [Blank("清单", columns=("序号", "题名", "册数"))]


def test_a_text_without_end_is_refused_unread() -> None:
    parsed = parse("字" * (LONGEST + 1))
    assert parsed.blocks == ()
    assert [problem.fault for problem in parsed.problems] == [Fault.TOO_LONG]


def test_the_rule_is_about_lines_and_not_about_marks_within() -> None:
    (paragraph,) = parse("第1. 条 - 甲 > 乙 # 丙").blocks
    assert isinstance(paragraph, Paragraph)
    assert re.search("甲 > 乙", "".join(w.text for w in paragraph.inlines if isinstance(w, Words)))
