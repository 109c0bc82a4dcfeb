"""From pieces to a tree. What stands where nothing can be made of it is a word like others."""

from dataclasses import dataclass

from archive.text.query.scan import Piece, PieceKind, Scan, forms_of
from archive.text.query.tree import (
    Field,
    Node,
    Phrase,
    Query,
    Remark,
    RemarkKind,
    all_of,
    any_of,
    negate,
)

_BEGINS = frozenset({PieceKind.WORD, PieceKind.OPEN})
_ENDS = frozenset({PieceKind.WORD, PieceKind.CLOSE})
_LEADS = frozenset({PieceKind.NOT, PieceKind.MINUS, PieceKind.FIELD})
_JOINS = frozenset({PieceKind.AND, PieceKind.OR})


def parse_query(text: str, *, is_exact: bool = False) -> Query:
    """Return what ``text`` asks for; an empty query if it holds nothing that can be found.

    Args:
        text: what was typed, anything whatever.
        is_exact: whether the very characters are meant, and no other spelling of them.
    """
    scan = Scan(text, is_exact)
    scan.run()
    pieces = _settle(_without_hollow(scan.pieces), scan.remarks)
    tree = _Reader(pieces, is_exact).read_any(None) if pieces else None
    return Query(tree, tuple(dict.fromkeys(scan.remarks)))


def _without_hollow(pieces: list[Piece]) -> list[Piece]:
    """Leave out brackets with nothing in them, and a minus before nothing."""
    kept: list[Piece] = []
    for piece in pieces:
        if piece.kind is PieceKind.CLOSE:
            while kept[-1].kind is PieceKind.MINUS:
                kept.pop()
            if kept[-1].kind is PieceKind.OPEN:
                kept.pop()
                continue
        kept.append(piece)
    while kept and kept[-1].kind is PieceKind.MINUS:
        kept.pop()
    return kept


def _settle(pieces: list[Piece], remarks: list[Remark]) -> list[Piece]:
    """Turn operators and field names with nothing to work on into words."""
    settled: list[Piece] = []
    for place, piece in enumerate(pieces):
        has_left = bool(settled) and settled[-1].kind in _ENDS
        has_right = _begins(pieces, place + 1)
        if piece.kind is PieceKind.MINUS and not has_right:
            continue
        fits = has_right and (has_left or piece.kind not in _JOINS)
        if piece.kind not in (_JOINS | _LEADS) or fits:
            settled.append(piece)
            continue
        is_field = piece.kind is PieceKind.FIELD
        kind = RemarkKind.EMPTY_FIELD if is_field else RemarkKind.LONELY_OPERATOR
        remarks.append(Remark(kind, piece.text))
        settled.append(Piece(PieceKind.WORD, piece.text, tuple(forms_of(piece.text))))
    return settled


def _begins(pieces: list[Piece], place: int) -> bool:
    """Whether something to be found begins at ``place``, behind what leads up to it."""
    while place < len(pieces) and pieces[place].kind in _LEADS:
        place += 1
    return place < len(pieces) and pieces[place].kind in _BEGINS


@dataclass
class _Reader:
    """Reads settled pieces: each operator has its sides, each bracket its other half."""

    pieces: list[Piece]
    is_exact: bool
    place: int = 0

    def read_any(self, field: Field | None) -> Node:
        parts = [self._read_all(field)]
        while self._take(PieceKind.OR):
            parts.append(self._read_all(field))
        return any_of(parts)

    def _read_all(self, field: Field | None) -> Node:
        parts = [self._read_one(field)]
        while self._take(PieceKind.AND) or self._peek() not in {
            None,
            PieceKind.OR,
            PieceKind.CLOSE,
        }:
            parts.append(self._read_one(field))
        return all_of(parts)

    def _read_one(self, field: Field | None) -> Node:
        is_denied = False
        while self._peek() in _LEADS:
            piece = self._next()
            field = piece.field or field
            is_denied ^= piece.kind is not PieceKind.FIELD
        piece = self._next()
        if piece.kind is PieceKind.OPEN:
            found = self.read_any(field)
            self._next()
        else:
            found = Phrase(piece.forms, field, self.is_exact)
        return negate(found) if is_denied else found

    def _peek(self) -> PieceKind | None:
        return self.pieces[self.place].kind if self.place < len(self.pieces) else None

    def _next(self) -> Piece:
        self.place += 1
        return self.pieces[self.place - 1]

    def _take(self, kind: PieceKind) -> bool:
        found = self._peek() is kind
        self.place += found
        return found
