"""The templates that ship with the product; staff may always return to them."""

from functools import cache
from pathlib import Path

from archive.documents.kinds import DocumentKind

_FOLDER = Path(__file__).parent / "defaults"


@cache
def default_template(kind: DocumentKind) -> str:
    """Return the words that ship for a kind of paper."""
    return (_FOLDER / f"{kind.value}.txt").read_text("utf-8")
