"""How places of the set are written out, for screens and for citations."""

from archive.catalogue.reprint import ReprintPlace
from archive.siku_set.leaf_runs import HalfLeaf
from archive.siku_set.schemas import SET_TITLE
from archive.text.numerals import write_numeral


def leaf_words(leaf: HalfLeaf) -> str:
    """Return a half-leaf as a page's label has it: 卷三十·叶三·a; 卷 0 is 卷首."""
    juan = f"卷{write_numeral(leaf.juan)}" if leaf.juan else "卷首"
    return f"{juan}·叶{leaf.mark}{write_numeral(leaf.leaf)}·{leaf.side}"


def place_words(place: ReprintPlace) -> str:
    """Return a place of the reprint as it is cited."""
    column = f"{place.column}栏" if place.column else ""
    return f"《{SET_TITLE}》第{place.volume}册第{place.page}页{column}"
