"""What somebody else chose cannot command the terminal that shows our log."""

from hypothesis import given
from hypothesis import strategies as st

from archive.kernel.logs import make_printable


def printable(text: str) -> str:
    return str(make_printable(None, "info", {"path": text})["path"])


def test_escapes_are_spelt_out() -> None:
    assert printable("/x\x1b[31m\u202e\r") == "/x\\x1b[31m\\u202e\\r"
    assert printable("/titles/醴陵 縣志") == "/titles/醴陵 縣志"


@given(st.text())
def test_no_control_is_left_but_line_ends(text: str) -> None:
    assert not {ord(c) for c in printable(text)} & ({*range(0x20), *range(0x7F, 0xA0)} - {9, 10})
