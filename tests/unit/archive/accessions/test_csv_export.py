import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.accessions.csv_export import write_csv

plain = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
cells = plain.filter(lambda cell: cell[:1] not in tuple("=+-@"))


@given(st.lists(st.lists(cells, min_size=3, max_size=3)))
def test_a_spreadsheet_reads_what_was_written(rows: list[list[str]]) -> None:
    written = b"".join(write_csv(["题名", "责任者", "附注"], rows)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["题名", "责任者", "附注"], *rows]


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    written = b"".join(write_csv(["题名"], [[cell]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline="")))[1] == [f"'{cell}"]


def test_the_file_begins_with_the_mark_that_excel_wants() -> None:
    assert next(write_csv(["题名"], [])).startswith(b"\xef\xbb\xbf")
