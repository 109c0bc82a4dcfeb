"""A pasted table whose columns are put right loses nothing."""

import pytest
from starlette.datastructures import FormData

from archive.counter.columns import Column
from archive.counter.pasted import read_table
from archive.counter.pasting import paste, read_pasting, say_columns
from archive.web.forms import Form

TABLE = "1\t醴陵瓷业考\t文斐\t民国\t2\t封面破损\n2\t渌江书院讲义\t佚名\t清\t1\t\n"
AS_GUESSED = ("skip", "title", "author", "date_text", "volume_count", "note")


def test_the_columns_of_a_table_are_guessed_by_their_look() -> None:
    table = read_table(TABLE)
    assert table is not None
    assert table.guessed == AS_GUESSED
    assert table.sample(1) == ["醴陵瓷业考", "渌江书院讲义"]


@pytest.mark.parametrize("text", ["《醴陵县志》，徐淦修，16册", "", "老照片", "甲书\n乙书"])
def test_a_list_in_words_is_no_table(text: str) -> None:
    assert read_table(text) is None


def test_headings_say_what_columns_hold_and_unknown_ones_are_notes() -> None:
    table = read_table("书名\t件数\t金额\t来源地\n老照片\t12\t1,200.50\t泗汾")
    assert table is not None
    assert table.guessed == (Column.TITLE, Column.PIECES, Column.VALUE, Column.NOTE)
    (row,), _ = paste("书名\t件数\t金额\t来源地\n老照片\t12\t1,200.50\t泗汾")
    assert row.value("volume_count") == 0
    assert (row.value("piece_count"), row.value("value"), row.value("note")) == (
        12,
        "1200.50",
        "泗汾",
    )


def test_columns_put_right_reread_the_cells() -> None:
    rows, pasting = paste(TABLE)
    assert pasting is not None
    said = ["skip", "author", "title", "date_text", "volume_count", "condition"]
    rows, pasting = say_columns(rows, pasting, said)
    assert [row.value("title") for row in rows] == ["文斐", "佚名"]
    assert rows[0].value("condition") == "封面破损"
    assert rows[0].value("note") == ""
    rows, _ = say_columns(rows, pasting, AS_GUESSED)
    assert [row.value("title") for row in rows] == ["醴陵瓷业考", "渌江书院讲义"]


def test_what_was_changed_by_hand_stays_and_removed_rows_stay_away() -> None:
    rows, pasting = paste(TABLE)
    assert pasting is not None
    mine = Form({**rows[1].values, "title": "渌江书院课艺", "copy_of": "title:0123456789ab"})
    typed = Form({"title": "另一件", "pasted_row": ""})
    said = ["skip", "author", "title", "date_text", "volume_count", "note"]
    (row, other), _ = say_columns([mine, typed], pasting, said)
    assert row.value("title") == "渌江书院课艺"
    assert row.value("author") == "渌江书院讲义"
    assert row.value("copy_of") == "title:0123456789ab"
    assert other.value("title") == "另一件"


def test_a_form_carries_the_table_along_and_nonsense_is_guessed_anew() -> None:
    sent = FormData([("pasted_text", TABLE), ("pasted_as", "skip,nonsense,author")])
    pasting = read_pasting(sent)
    assert pasting is not None
    assert pasting.columns == AS_GUESSED
    assert read_pasting(FormData([("pasted_text", "")])) is None
