"""What the catalogue says at this very moment, whatever the index still remembers.

The index follows the journal some time after, and not at all while no worker runs. A title that was
closed or a volume that was withdrawn must not be found meanwhile, nor its words read in a snippet.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, or_, select

from archive.catalogue.models import Copy, Title, Volume
from archive.rights.levels import AccessLevel
from archive.search.models import IndexedDocument
from archive.search.schemas import DocumentKind


def still_open(levels: Collection[AccessLevel]) -> list[ColumnElement[bool]]:
    """Return the conditions that leave out what is no longer open to whoever may see ``levels``.

    Each is a list made once for a search, not a look for each document. Those who may see what
    is for staff also see what is not published, as in the index itself.
    """
    closed = select(Title.id).where(Title.access_level.not_in(levels))
    conditions: list[ColumnElement[bool]] = [IndexedDocument.title_id.not_in(closed)]
    if AccessLevel.STAFF not in levels:
        withdrawn = select(Volume.id).where(Volume.published_at.is_(None))
        published = (
            select(Copy.title_id)
            .join(Volume, Volume.copy_id == Copy.id)
            .where(Volume.published_at.is_not(None))
        )
        unread = select(Title.id).where(Title.id.not_in(published))
        conditions += [
            IndexedDocument.volume_id.not_in(withdrawn),
            or_(
                IndexedDocument.kind != DocumentKind.TITLE,
                IndexedDocument.title_id.not_in(unread),
            ),
        ]
    return conditions
