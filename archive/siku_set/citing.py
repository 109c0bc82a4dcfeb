"""Where in the reprint the pages of a title are, as a citation says it beside 卷, 叶 and 面."""

from sqlalchemy.orm import Session

from archive.catalogue.schemas import TitleKind, TitleView
from archive.siku_set.finding import where_is
from archive.siku_set.questions import WorkAsked, parse_label
from archive.siku_set.words import place_words


def reprint_words(session: Session, title: TitleView, label: str = "") -> str:
    """Return where a page with this label is in the reprint, in words; empty if nobody knows.

    Without a label it is where the title begins.
    """
    if title.kind is not TitleKind.SIKU:
        return ""
    if not label:
        place = title.reprint_place
        return place_words(place) if place is not None else ""
    said = parse_label(label)
    if said is None:
        return ""
    juan, mark, leaf, side = said
    found = where_is(session, title.id, WorkAsked("", juan, leaf, side, mark))
    return place_words(found.place) if found.is_exact and found.place is not None else ""
