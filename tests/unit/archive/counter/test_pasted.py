import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.counter.pasted import MOST_LINES, parse_pasted
from archive.donations.kinds import MaterialKind
from archive.donations.schemas import NewLine

GAZETTEER, GENEALOGY, BOOK = MaterialKind.GAZETTEER, MaterialKind.GENEALOGY, MaterialKind.BOOK

# Cells that look like what they are in a real list, and never like anything else.
words = st.text(st.sampled_from("醴陵渌江瓷城文獻館藏王李張賀"), min_size=1, max_size=12)
lines = st.builds(
    NewLine,
    title=words,
    author=words,
    date_text=st.sampled_from(["清同治十年", "1948年", "民国三十七年", ""]),
    material=st.just(BOOK),
    volume_count=st.integers(1, 99),
    note=words,
)


def write_table(listed: list[NewLine]) -> str:
    rows = [["题名", "作者", "年代", "册数", "备注"]]
    rows += [[x.title, x.author, x.date_text, str(x.volume_count), x.note] for x in listed]
    return "\n".join("\t".join(row) for row in rows)


@given(st.lists(lines, min_size=1))
def test_a_table_with_headings_is_read_as_it_was_written(listed: list[NewLine]) -> None:
    assert parse_pasted(write_table(listed)) == listed


@given(st.lists(lines, min_size=1))
def test_a_chat_list_is_read_as_it_was_written(listed: list[NewLine]) -> None:
    rows = [
        f"{n}、《{x.title}》，{x.author}，{x.date_text}，{x.volume_count}册，{x.note}"
        for n, x in enumerate(listed, start=1)
    ]
    assert parse_pasted("\r\n".join(rows)) == listed


@given(st.text())
def test_anything_pasted_gives_lines_that_have_titles(text: str) -> None:
    read = parse_pasted(text)
    assert len(read) <= MOST_LINES
    assert all(line.title and line.volume_count >= 1 for line in read)


@given(st.lists(words.filter(lambda word: len(word) > 1), min_size=1, max_size=6))
def test_no_word_is_lost(cells: list[str]) -> None:
    (line,) = parse_pasted("，".join(cells))
    kept = f"{line.title}；{line.author}；{line.date_text}；{line.note}"
    assert all(cell in kept for cell in cells)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "《醴陵县志》，徐淦修，清同治十年，16册",
            NewLine("醴陵县志", "徐淦修", "清同治十年", GAZETTEER, 16),
        ),
        (
            "1.醴陵乡土志 , 傅熊湘, 1926, 一册",
            NewLine("醴陵乡土志", "傅熊湘", "1926", GAZETTEER, 1),
        ),
        ("王氏族谱，八本，缺卷三", NewLine("王氏族谱", "缺卷三", "", GENEALOGY, 8)),
        ("徐淦：《醴陵县志》十六册", NewLine("醴陵县志", "徐淦", "", GAZETTEER, 16)),
        (
            "4 《醴陵瓷业考》 文斐 1930 一册",
            NewLine("醴陵瓷业考", "文斐", "1930", BOOK, 1),
        ),
        (
            "1、《醴陵县志》徐淦修 同治九年刻本 16册",
            NewLine("醴陵县志", "徐淦修", "同治九年刻本", GAZETTEER, 16),
        ),
        (
            "《China》 James Legge 1861 5册",
            NewLine("China", "James Legge", "1861", BOOK, 5),
        ),
        (
            "5、老照片 渌江桥 民国 3张",
            NewLine("老照片 渌江桥", "", "民国", MaterialKind.PHOTOGRAPH, 0, piece_count=3),
        ),
        ("醴陵 乡土 志", NewLine("醴陵 乡土 志", "", "", GAZETTEER, 1)),
        ("中学课本 3", NewLine("中学课本 3", "", "", BOOK, 1)),
        ("老照片", NewLine("老照片", "", "", MaterialKind.PHOTOGRAPH, 1)),
        ("《论语，孟子合刊》，朱熹", NewLine("论语，孟子合刊", "朱熹", "", BOOK, 1)),
        (
            "3\t醴陵瓷业考\t文斐\t民国\t2\t图书\t封面破损",
            NewLine("醴陵瓷业考", "文斐", "民国", BOOK, 2, "封面破损"),
        ),
        ('"醴陵\n县志"\t徐淦', NewLine("醴陵 县志", "徐淦", "", GAZETTEER, 1)),
        ('"未闭合的引号，作者', NewLine('"未闭合的引号', "作者", "", BOOK, 1)),
        ("16册", NewLine("16册", "", "", BOOK, 16)),
    ],
)
def test_lists_as_people_send_them(text: str, expected: NewLine) -> None:
    assert parse_pasted(text) == [expected]


def test_a_number_that_cannot_be_read_goes_into_the_note() -> None:
    (line,) = parse_pasted("题名\t册数\t类型\n醴陵县志\t若干\t线装")
    assert (line.volume_count, line.note) == (1, "若干；线装")


def test_blank_rows_are_no_lines() -> None:
    assert parse_pasted("\n \t \n\n") == []
    assert len(parse_pasted("甲书\n\n\n乙书\n")) == 2
