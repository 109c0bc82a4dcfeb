"""What the first page shows: how much there is to read, and what came last."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.accounts.visitors import Visitor
from archive.catalogue import shown as catalogue
from archive.rights.service import allowed_levels
from digitize.pages import shown as pages
from iiif.viewer.covers import Cover, covers_of

NEWEST = 8


@dataclass(frozen=True, slots=True)
class Home:
    """How many 种, 册 and pages the visitor may read, and the volumes published last."""

    title_count: int
    volume_count: int
    page_count: int
    newest: list[Cover]


def gather_home(session: Session, visitor: Visitor) -> Home:
    """Return what the first page shows to ``visitor``."""
    levels = allowed_levels(visitor)
    titles, volumes = catalogue.count_shown(session, levels)
    counts = pages.count_shown(session, catalogue.shown_volume_ids(session, levels))
    newest = catalogue.newest_volumes(session, levels, NEWEST)
    return Home(titles, volumes, sum(counts.values()), covers_of(session, newest))
