"""Lists pasted from a spreadsheet or a chat, read into lines.

A spreadsheet gives tabs between cells, a chat commas; both may begin with a row of headings. What
a cell holds is told by its heading or, without one, by its look: 《…》 is a title, "16册" a count,
"清同治十年" a date. What finds no place goes into the note: nothing typed is lost.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from archive.catalogue.schemas import MOST_VOLUMES
from archive.donations.kinds import MaterialKind
from archive.donations.schemas import NewLine
from archive.text.numerals import parse_numeral

MOST_LINES = 500

_HEADINGS = {
    "title": ("题名", "書名", "书名", "名称", "名稱", "文献名称", "題名", "title"),
    "author": ("责任者", "作者", "著者", "責任者", "编者", "編者", "author"),
    "date_text": ("年代", "日期", "时间", "時間", "出版年", "出版时间", "版本年代", "date"),
    "material": ("类型", "類型", "类别", "種類", "文献类型", "material"),
    "volume_count": ("册数", "冊數", "数量", "數量", "件数", "件數", "本数", "volumes"),
    "note": ("备注", "備註", "说明", "說明", "note"),
    "": ("序号", "序號", "编号", "編號", "no.", "no"),
}
_FIELD_OF_HEADING = {word: name for name, words in _HEADINGS.items() for word in words}
_MATERIALS = {
    MaterialKind.GAZETTEER: ("方志", "志书", "志書", "县志", "縣志", "地方志"),
    MaterialKind.GENEALOGY: ("家谱", "族谱", "宗谱", "谱牒", "家譜", "族譜", "宗譜"),
    MaterialKind.PHOTOGRAPH: ("照片", "老照片", "相片", "影像"),
    MaterialKind.CONTRACT: ("契约", "契約", "地契", "房契", "文书", "文書", "合同"),
    MaterialKind.NEWSPAPER: ("报纸", "報紙", "报刊", "報刊", "期刊"),
    MaterialKind.BOOK: ("图书", "圖書", "书", "书籍", "古籍", "著作"),
    MaterialKind.OTHER: ("其他", "其它"),
}
_MATERIAL_OF_WORD = {word: kind for kind, words in _MATERIALS.items() for word in words}
_MATERIAL_OF_ENDING = (
    (re.compile(r"(?:[谱譜](?:序|牒)?|家乘)$"), MaterialKind.GENEALOGY),
    (re.compile(r"志(?:稿|略)?$"), MaterialKind.GAZETTEER),
    (re.compile(r"(?:照片|相片|合影|留影)"), MaterialKind.PHOTOGRAPH),
    (re.compile(r"(?:契|契约|契約|合同)$"), MaterialKind.CONTRACT),
    (re.compile(r"(?:日|晚|周|民|大公)[报報]$"), MaterialKind.NEWSPAPER),
)
_SEPARATORS = frozenset(",，;；")
_MARKER = re.compile(r"^(?:(?:[（(]?\d{1,3}[）).、．]|[•·▪*-])\s*(?=\D)|\d{1,3}\s*(?=《))")
_SPACE = re.compile(r"(?<![A-Za-z.,])\s+|\s+(?![A-Za-z])")
_COUNT = re.compile(r"(?:共|计|計)?\s*(\S{1,8}?)\s*(?:册|冊|本|份|张|張|件|幅|枚|部)")
_BARE_COUNT = re.compile(r"\d{1,3}")
_DATE = re.compile(
    r"\d{4}|.*\d{4}.*年?.*|.*(?:年|年间|年間|年代)(?:.*[月日刊印本])?"
    r"|(?:宋|元|明|清|民国|民國)(?:代|朝|末|初|刻本|抄本|.{2}[间間])?"
)
_BRACKETED = re.compile(r"《(.+)》")


def parse_pasted(text: str) -> list[NewLine]:
    """Return the lines that ``text`` lists, one for each row that is not blank."""
    rows = _split_rows(text)
    headings = _read_headings(rows[0]) if rows else None
    if headings is None:
        return [_guess_line(row) for row in rows[:MOST_LINES]]
    return [_line_by_headings(headings, row) for row in rows[1 : MOST_LINES + 1]]


def _split_rows(text: str) -> list[list[str]]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    separators = frozenset("\t") if "\t" in plain else _SEPARATORS
    rows = _Splitter(plain, separators).rows()
    stripped = [[" ".join(cell.split()) for cell in row] for row in rows]
    return [row for row in stripped if any(row)]


@dataclass
class _Splitter:
    """Cuts text into cells, as spreadsheets write them (RFC 4180, with any separator).

    A separator between 《 and 》 cuts nothing, nor does one in a quoted cell; a quotation mark that
    is never closed is a character like any other.
    """

    text: str
    separators: frozenset[str]
    at: int = 0
    done: list[list[str]] = field(default_factory=lambda: [[]])

    def rows(self) -> list[list[str]]:
        while self.at <= len(self.text):
            self._take_cell()
        return self.done

    def _take_cell(self) -> None:
        closing = self._closing_quote()
        start, end = (self.at + 1, closing) if closing else (self.at, self._cell_end(self.at))
        cell = self.text[start:end].replace('""', '"') if closing else self.text[start:end]
        end = self._cell_end(closing + 1) if closing else end
        self.done[-1].append(cell)
        if end < len(self.text) and self.text[end] == "\n":
            self.done.append([])
        self.at = end + 1

    def _closing_quote(self) -> int:
        """Return where the quoted cell that begins here ends, 0 if none does."""
        if self.text[self.at : self.at + 1] != '"':
            return 0
        found = re.compile(r'"(?:[^"]|"")*"').match(self.text, self.at)
        if found is None or self._cell_end(found.end()) != found.end():
            return 0
        return found.end() - 1

    def _cell_end(self, start: int) -> int:
        is_inside = False
        for place in range(start, len(self.text)):
            character = self.text[place]
            if character == "\n" or (character in self.separators and not is_inside):
                return place
            is_inside = character == "《" or (is_inside and character != "》")
        return len(self.text)


def _read_headings(row: Sequence[str]) -> list[str | None] | None:
    """Return the field of each column, None for an unknown one; None if these are no headings."""
    fields = [_FIELD_OF_HEADING.get(cell.strip("：: ").lower()) for cell in row]
    return fields if "title" in fields else None


def _line_by_headings(headings: Sequence[str | None], row: Sequence[str]) -> NewLine:
    found: dict[str, str] = {}
    rest: list[str] = []
    for place, cell in enumerate(row):
        name = headings[place] if place < len(headings) else None
        if name is None or name in found:
            rest.append(cell)
        else:
            found[name] = cell
    count = _read_count(found.get("volume_count", ""))
    material = _MATERIAL_OF_WORD.get(found.get("material", ""))
    unread = [
        found.get("volume_count", "") if count is None else "",
        found.get("material", "") if material is None else "",
    ]
    title = _without_brackets(found.get("title", "")) or _join(row)
    return NewLine(
        title=title,
        author=found.get("author", ""),
        date_text=found.get("date_text", ""),
        material=material or _material_of_title(title),
        volume_count=count or 1,
        note=_join([found.get("note", ""), *unread, *rest]),
    )


def _guess_line(row: Sequence[str]) -> NewLine:
    cells = [cell for cell in _cells_of(_without_number(row)) if cell]
    found: dict[str, str] = {}
    rest: list[str] = []
    for cell in cells:
        name = _field_of(cell, found)
        if name in found or not name:
            rest.append(cell)
        else:
            found[name] = cell
    title = _without_brackets(found.get("title", "")) or _join(row)
    return NewLine(
        title=title,
        author=found.get("author", ""),
        date_text=found.get("date_text", ""),
        material=_MATERIAL_OF_WORD.get(found.get("material", "")) or _material_of_title(title),
        volume_count=_read_count(found.get("volume_count", "")) or 1,
        note=_join(rest),
    )


def _field_of(cell: str, found: dict[str, str]) -> str:
    if _BRACKETED.fullmatch(cell):
        return "title"
    if cell in _MATERIAL_OF_WORD:
        return "material"
    if _read_count(cell) is not None:
        return "volume_count"
    if "title" in found and _DATE.fullmatch(cell):
        return "date_text"
    return next((name for name in ("title", "author") if name not in found), "")


def _without_number(row: Sequence[str]) -> list[str]:
    first, *others = row
    if first.isdecimal() and len(first) <= 3 and any(others):
        return others
    return [_MARKER.sub("", first), *others]


def _cells_of(row: Sequence[str]) -> list[str]:
    """Return the cells of a row; one that has only spaces between its parts is cut at these.

    After a 《title》 every part is a cell. Without one, a space may belong to the title, and only
    what is surely a count or a date is cut off, from the end.
    """
    opened = _open_brackets(row)
    if len(row) > 1:
        return opened
    if len(opened) > 1:
        return [opened[0], *(part for cell in opened[1:] for part in _SPACE.split(cell))]
    parts = _SPACE.split(opened[0])
    ending: list[str] = []
    while len(parts) > 1 and (_is_count(parts[-1]) or _DATE.fullmatch(parts[-1])):
        ending.insert(0, parts.pop())
    return [" ".join(parts), *ending]


def _is_count(cell: str) -> bool:
    return _read_count(cell) is not None and not _BARE_COUNT.fullmatch(cell)


def _open_brackets(cells: Iterable[str]) -> list[str]:
    """Return the cells with the first 《title》 as a cell of its own, put first."""
    opened: list[str] = []
    has_title = False
    for cell in cells:
        found = None if has_title else _BRACKETED.search(cell)
        if found is None:
            opened.append(cell)
            continue
        has_title = True
        around = (cell[: found.start()], cell[found.end() :])
        opened.insert(0, found.group())
        opened.extend(part.strip(" ：:") for part in around)
    return opened


def _read_count(cell: str) -> int | None:
    if _BARE_COUNT.fullmatch(cell):
        count: int | None = int(cell)
    else:
        found = _COUNT.fullmatch(cell)
        count = parse_numeral(found[1]) if found else None
    return count if count is not None and 1 <= count <= MOST_VOLUMES else None


def _without_brackets(title: str) -> str:
    found = _BRACKETED.fullmatch(title)
    return found[1] if found and "》" not in found[1] else title


def _material_of_title(title: str) -> MaterialKind:
    kinds = (kind for pattern, kind in _MATERIAL_OF_ENDING if pattern.search(title))
    return next(kinds, MaterialKind.BOOK)


def _join(parts: Iterable[str]) -> str:
    return "；".join(part for part in parts if part)
