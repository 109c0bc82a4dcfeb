"""Pasted text cut into cells, as spreadsheets and people write it. Pure."""

import re
from dataclasses import dataclass, field

_SEPARATORS = frozenset(",，;；")


def split_rows(text: str) -> list[list[str]]:
    """Return the rows of ``text`` that are not blank, each cut into cells.

    Where there is a tab, tabs separate cells, else commas and semicolons do.
    """
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
