"""Leaf lists as files: lines of a half-leaf and the quarter of a reprint page it is on. Pure.

A line reads ``030-3a00 <TAB> WYG 030-3a <TAB> WYG0532/WYG0532-0215a.png``: 卷 30, leaf 3, side a is
printed in volume 532 on page 215, quarter a. An inserted leaf bears a mark beside its number (又3).
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.catalogue.reprint import ReprintPlace, is_reprint_place
from archive.siku_set.errors import (
    LeafEncodingError,
    LeafFilesMissingError,
    LeafFilesTooLargeError,
    LeafLinesWrongError,
)
from archive.siku_set.leaf_runs import HalfLeaf, PlacedLeaf
from archive.text.numerals import parse_numeral

MOST_FILES = 2_000
LARGEST_BYTES = 20 * 10**6
"""Of all files together, unpacked; the longest work of the set has not a tenth of that."""
_TOLD = 10
_ZIP = b"PK\x03\x04"
_LINE = re.compile(
    r"(?P<juan>\d{3})-(?P<leaf>[^\t]+?)(?P<side>[ab])00\t"
    r"WYG (?P<again>\S+)\t"
    r"WYG(?P<folder>\d{4})/WYG(?P<volume>\d{4})-(?P<page>\d{4})(?P<column>[a-d])\.png"
)
_LEAF = re.compile(
    r"(?P<before>[^\d〇零一二三四五六七八九十百]{0,10})"
    r"(?P<number>\d{1,4}|[〇零一二三四五六七八九十百]{1,6})"
    r"(?P<after>[^\d〇零一二三四五六七八九十百]{0,10})"
)


@dataclass(frozen=True, slots=True)
class LeafFile:
    """A text file of a list."""

    name: str
    text: str


def read_files(content: bytes, name: str) -> list[LeafFile]:
    """Return the text files in a zip archive, or the one that ``content`` is, by their names.

    Raises:
        LeafFilesMissingError, LeafFilesTooLargeError, LeafEncodingError: they cannot be used.
    """
    if not content.startswith(_ZIP):
        return [LeafFile(name, _decoded(content, name))]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            found = sorted(_unpacked(packed))
    except zipfile.BadZipFile as error:
        raise LeafFilesMissingError(name=name, detail=str(error)) from error
    if not found:
        raise LeafFilesMissingError(name=name)
    return [LeafFile(each, _decoded(part, each)) for each, part in found]


def _unpacked(packed: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    left = LARGEST_BYTES
    wanted = [each for each in packed.infolist() if each.filename.endswith(".txt")]
    if len(wanted) > MOST_FILES:
        raise LeafFilesTooLargeError(limit=LARGEST_BYTES // 10**6)
    for each in wanted:
        with packed.open(each) as stream:
            part = stream.read(left + 1)  # whatever the archive says of its size
        left -= len(part)
        if left < 0:
            raise LeafFilesTooLargeError(limit=LARGEST_BYTES // 10**6)
        yield each.filename.rpartition("/")[2], part


def _decoded(content: bytes, name: str) -> str:
    if len(content) > LARGEST_BYTES:
        raise LeafFilesTooLargeError(limit=LARGEST_BYTES // 10**6)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LeafEncodingError(name=name) from error


def parse_files(files: Sequence[LeafFile]) -> list[PlacedLeaf]:
    """Return the half-leaves of a list in their order.

    Raises:
        LeafLinesWrongError: lines cannot be understood; the first of them are named.
    """
    found: list[PlacedLeaf] = []
    wrong: list[str] = []
    for file in files:
        for number, line in enumerate(file.text.splitlines(), start=1):
            if not line.strip():
                continue
            leaf = parse_line(line)
            if isinstance(leaf, PlacedLeaf):
                found.append(leaf)
            else:
                wrong.append(f"{file.name} 第 {number} 行“{line[:60]}”（{leaf}）")
    if wrong:
        raise LeafLinesWrongError(count=len(wrong), lines="；".join(wrong[:_TOLD]))
    if not found:
        raise LeafFilesMissingError(name=files[0].name if files else "")
    return found


def parse_line(line: str) -> PlacedLeaf | str:
    """Return what a line says, or what is wrong with it."""
    matched = _LINE.fullmatch(line.rstrip())
    if matched is None:
        return "不是“叶、叶、图”三栏"
    place = ReprintPlace(int(matched["volume"]), int(matched["page"]), matched["column"])
    if not is_reprint_place(place) or matched["folder"] != matched["volume"]:
        return f"没有影印本 {place} 这个位置"
    leaf = _LEAF.fullmatch(matched["leaf"])
    number = parse_numeral(leaf["number"]) if leaf else None
    if leaf is None or number is None or (leaf["before"] and leaf["after"]):
        return f"看不懂叶次“{matched['leaf']}”"
    if matched["again"] != f"{matched['juan']}-{matched['leaf']}{matched['side']}":
        return "前后两个叶次不同"
    mark = leaf["before"] or leaf["after"]
    return PlacedLeaf(HalfLeaf(int(matched["juan"]), number, matched["side"], mark), place)


def line_of(placed: PlacedLeaf) -> str:
    """Return the line that :func:`parse_line` was given, an inserted leaf's mark put first."""
    leaf, place = placed.leaf, placed.place
    where = f"WYG{place.volume:04}/WYG{place.volume:04}-{place.page:04}{place.column}.png"
    return f"{leaf}00\tWYG {leaf}\t{where}"


def lines_of(leaves: Iterable[PlacedLeaf]) -> str:
    """Return a file of these half-leaves."""
    return "".join(f"{line_of(each)}\n" for each in leaves)
