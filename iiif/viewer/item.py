"""A title as readers see it: what it is, which volumes can be read, whom it is owed to."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor
from archive.agreements.credits import credits_of
from archive.catalogue import queries as catalogue
from archive.catalogue.schemas import TitleView
from archive.donations.credits import Credit
from archive.kernel.errors import NotFoundError
from archive.rights.service import may_see_unpublished
from archive.web.telling import Told
from iiif.presentation.service import demand_access
from iiif.viewer.covers import Cover, covers_of
from iiif.viewer.history import history_of


@dataclass(frozen=True, slots=True)
class Item:
    """A title with the volumes its visitor may know of.

    ``history`` is None for those who may not see it.
    """

    title: TitleView
    volumes: list[Cover]
    credits: list[Credit]
    history: list[Told] | None

    @property
    def published(self) -> list[Cover]:
        """The volumes that can be read, the latest published first."""
        shown = [(one.volume.published_at, one) for one in self.volumes]
        dated = [(at, one) for at, one in shown if at is not None]
        return [one for _, one in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def open_item(session: Session, title_id: str, visitor: Visitor) -> Item:
    """Return a title for ``visitor``.

    Raises:
        NotFoundError: there is no such title, or none of its volumes is published and the visitor
            may not know.
        NotSignedInError: the visitor might see it after signing in.
        NotOpenError: its access level does not allow it.
    """
    title = catalogue.find_title(session, title_id)
    volumes = catalogue.volumes_of(session, title_id)
    _check(title, visitor, is_published=any(volume.is_published for volume in volumes))
    shown = [one for one in volumes if one.is_published or may_see_unpublished(visitor)]
    sees_history = visitor.may(Permission.SEE_HISTORY)
    return Item(
        title,
        covers_of(session, shown),
        credits_of(session, title_id),
        history_of(session, title_id, [one.id for one in volumes]) if sees_history else None,
    )


def _check(title: TitleView, visitor: Visitor, *, is_published: bool) -> None:
    if not is_published and not may_see_unpublished(visitor):
        raise NotFoundError(detail=f"title {title.id} is not published")
    demand_access(visitor, title.access_level, is_published=is_published)
