"""The titles of the catalogue, as documents to be found."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.catalogue.materials.own import known_fields
from archive.catalogue.materials.values import findable_text
from archive.catalogue.models import Copy, Title, Volume
from archive.catalogue.schemas import KindField
from archive.kernel.journal import Subject
from archive.search.schemas import DocumentKind, SearchDocument
from archive.search.sources import findable_level


class TitleSource:
    """:class:`archive.search.sources.DocumentSource` of titles.

    A title is published as soon as one of its volumes is.
    """

    kind = DocumentKind.TITLE

    def affected_ids(self, session: Session, subject: Subject) -> Collection[str]:
        """Return the title itself, or that of a volume."""
        if subject.kind == "title":
            return [subject.id]
        if subject.kind != "volume":
            return []
        return session.scalars(
            select(Copy.title_id).join(Volume).where(Volume.id == subject.id)
        ).all()

    def load(self, session: Session, ids: Collection[str]) -> Sequence[SearchDocument]:
        """Return the titles as they are now."""
        published = set(
            session.scalars(
                select(Copy.title_id)
                .join(Volume)
                .where(Copy.title_id.in_(ids), Volume.published_at.is_not(None))
            )
        )
        rows = session.scalars(select(Title).where(Title.id.in_(ids)))
        known = known_fields(session)
        return [_document(row, known, is_published=row.id in published) for row in rows]

    def ids_after(self, session: Session, last_id: str, limit: int) -> Sequence[str]:
        """Return the next titles by identifier."""
        return session.scalars(
            select(Title.id).where(Title.id > last_id).order_by(Title.id).limit(limit)
        ).all()


def _document(row: Title, known: Mapping[str, KindField], *, is_published: bool) -> SearchDocument:
    details = findable_text(known, row.details)
    classes = (row.siku_division, row.siku_class, row.siku_subclass)
    return SearchDocument(
        kind=DocumentKind.TITLE,
        id=row.id,
        title_id=row.id,
        level=findable_level(row.access_level, is_published=is_published),
        heading=row.title,
        title=row.title,
        author=row.author,
        text="　".join(filter(None, (row.edition, row.date_text, *classes, details))),
    )
