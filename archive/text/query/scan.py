"""Cuts what was typed into the pieces of a question: words, quotations, brackets, operators."""

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import dropwhile

from archive.text.query.tree import GAP, Field, Remark, RemarkKind
from archive.text.query.written import written_units

MAX_READ = 4_000
"""What lies beyond is not looked at."""
MAX_CHARACTERS = 200
"""Of all words together; what is more is left out."""
MAX_PHRASES = 20
MAX_DEPTH = 10
"""Of brackets within brackets."""

MISSING = "□"
_QUOTED = re.compile(r'["“”]([^"“”]*)["“”]|「([^「」]*)」|『([^『』]*)』')
_QUOTES = frozenset('"“「『')
_OPENING = frozenset("(（")
_CLOSING = frozenset(")）")
_MINUS = frozenset("-－−")
_FIELD_NAMES = {
    "题名": Field.TITLE,
    "題名": Field.TITLE,
    "title": Field.TITLE,
    "责任者": Field.AUTHOR,
    "責任者": Field.AUTHOR,
    "author": Field.AUTHOR,
    "正文": Field.TEXT,
    "text": Field.TEXT,
}
_FIELD = re.compile(rf"({'|'.join(_FIELD_NAMES)})[:：]\s*", re.IGNORECASE)
_GAPS = re.compile(r"[?？]")


class PieceKind(StrEnum):
    """What a piece is; only a word and the end of a bracket can end what can be joined."""

    WORD = "word"
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    MINUS = "-"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a question; a word has forms, a field its name."""

    kind: PieceKind
    text: str
    forms: tuple[str, ...] = ()
    field: Field | None = None


_OPERATORS = {
    kind.value: Piece(kind, kind.value) for kind in (PieceKind.AND, PieceKind.OR, PieceKind.NOT)
}


@dataclass
class Scan:
    """A question being cut. ``pieces`` hold as many closing brackets as opening ones."""

    text: str
    is_exact: bool
    pieces: list[Piece] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    _place: int = 0
    _opened: list[int] = field(default_factory=list)
    _room: int = MAX_CHARACTERS
    _phrases: int = 0
    _depth_passed: int = 0

    def run(self) -> None:
        """Cut all of it."""
        if len(self.text) > MAX_READ:
            self._remark(RemarkKind.TOO_LONG, self.text[MAX_READ : MAX_READ + 10])
            self.text = self.text[:MAX_READ]
        while self._place < len(self.text):
            self._step()
        for place in reversed(self._opened):
            self._remark(RemarkKind.ODD_BRACKET, self.pieces.pop(place).text)

    def _step(self) -> None:
        sign = self.text[self._place]
        if sign.isspace():
            self._place += 1
        elif sign in _OPENING:
            self._open(sign)
        elif sign in _CLOSING:
            self._close(sign)
        elif found := _QUOTED.match(self.text, self._place):
            self._place = found.end()
            inside = next(group for group in found.groups() if group is not None)
            self._add_word(found[0], inside, None)
        elif sign in _MINUS:
            self._subtract(sign)
        elif named := _FIELD.match(self.text, self._place):
            self._place = named.end()
            name = _FIELD_NAMES[named[1].lower()]
            self.pieces.append(Piece(PieceKind.FIELD, named[1], field=name))
        else:
            self._read_word()

    def _open(self, sign: str) -> None:
        self._place += 1
        if len(self._opened) < MAX_DEPTH:
            self._opened.append(len(self.pieces))
            self.pieces.append(Piece(PieceKind.OPEN, sign))
        else:
            self._depth_passed += 1
            self._remark(RemarkKind.ODD_BRACKET, sign)

    def _close(self, sign: str) -> None:
        self._place += 1
        if self._depth_passed:
            self._depth_passed -= 1
        elif self._opened:
            self._opened.pop()
            self.pieces.append(Piece(PieceKind.CLOSE, sign))
        else:
            self._remark(RemarkKind.ODD_BRACKET, sign)

    def _subtract(self, sign: str) -> None:
        """Take a minus for "not" where something follows it at once."""
        self._place += 1
        after = self.text[self._place : self._place + 1]
        if after and not after.isspace() and after not in _MINUS:
            self.pieces.append(Piece(PieceKind.MINUS, sign))

    def _read_word(self) -> None:
        start = self._place
        inner = 0
        for sign in self.text[start:]:
            if sign.isspace() or (sign in _CLOSING and self._opened and not inner):
                break
            inner += (sign in _OPENING) - (sign in _CLOSING and inner > 0)
            self._place += 1
        word = self.text[start : self._place]
        if word in _OPERATORS:
            self.pieces.append(_OPERATORS[word])
            return
        if word[0] in _QUOTES:
            self._remark(RemarkKind.OPEN_QUOTE, word[0])
        self._add_word(word, word, _GAPS)

    def _add_word(self, shown: str, text: str, gaps: re.Pattern[str] | None) -> None:
        forms = self._forms(text, gaps)
        if not forms:
            return
        self._phrases += 1
        kept = tuple(_within(forms, self._room if self._phrases <= MAX_PHRASES else 0))
        self._room -= sum(map(len, kept))
        if len(kept) < len(forms):
            self._remark(RemarkKind.TOO_LONG, "".join(forms[len(kept) :])[:10])
        if kept:
            self.pieces.append(Piece(PieceKind.WORD, shown, kept))

    def _forms(self, text: str, gaps: re.Pattern[str] | None) -> list[str]:
        """Return the forms of a word, from its first to its last character.

        The sign of a missing character stands for any one between two others, unless the very
        forms are asked for; at an edge, where it could stand for anything, it is itself.
        """
        forms = _with_gaps(text, gaps) if gaps else list(forms_of(text))
        kept = list(dropwhile(operator.not_, forms))
        while kept and not kept[-1]:
            del kept[-1]
        if kept and len(kept) < len(forms):
            self._remark(RemarkKind.GAP_AT_EDGE, text.strip())
        if self.is_exact:
            return kept
        inner = [GAP if form == MISSING else form for form in kept[1:-1]]
        return [*kept[:1], *inner, *kept[1:][-1:]]

    def _remark(self, kind: RemarkKind, piece: str) -> None:
        self.remarks.append(Remark(kind, piece))


def forms_of(text: str) -> Iterator[str]:
    """Give the characters and words of an alphabet in ``text``, as they are spelled."""
    yield from (form for _, form in written_units(text))


def _with_gaps(text: str, gaps: re.Pattern[str]) -> list[str]:
    forms: list[str] = []
    for number, part in enumerate(gaps.split(text)):
        forms += [GAP] if number else []
        forms += forms_of(part)
    return forms


def _within(forms: list[str], room: int) -> Iterator[str]:
    """Give the first forms that fit into ``room`` characters, none of the last ones a gap."""
    waiting = 0
    for form in forms:
        room -= len(form)
        if room < 0:
            return
        if form is GAP or not form:
            waiting += 1
            continue
        yield from [GAP] * waiting
        waiting = 0
        yield form
