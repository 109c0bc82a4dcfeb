"""What of the catalogue is shown to readers: published volumes at the levels they may see."""

from collections.abc import Collection, Iterable

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager

from archive.catalogue.models import Copy, Title, Volume
from archive.catalogue.queries import find_titles, volume_view
from archive.catalogue.schemas import TitleView, VolumeView
from archive.rights.levels import AccessLevel


def newest_volumes(
    session: Session, levels: Collection[AccessLevel], limit: int | None = None
) -> list[VolumeView]:
    """Return the volumes published last, latest first."""
    newest = _shown(levels).order_by(Volume.published_at.desc(), Volume.sequence, Volume.id)
    return [volume_view(row) for row in session.scalars(newest.limit(limit))]


def shown_volume_ids(session: Session, levels: Collection[AccessLevel]) -> list[str]:
    """Return the identifiers of every volume that is shown."""
    return list(session.scalars(_joined(levels).with_only_columns(Volume.id)))


def count_shown(session: Session, levels: Collection[AccessLevel]) -> tuple[int, int]:
    """Return how many 种 and how many 册 are shown."""
    counted = _joined(levels).with_only_columns(
        func.count(Copy.title_id.distinct()), func.count(Volume.id)
    )
    titles, volumes = session.execute(counted).one()
    return titles, volumes


def shown_titles(
    session: Session, title_ids: Iterable[str], levels: Collection[AccessLevel]
) -> dict[str, TitleView]:
    """Return those of the titles of which a volume is shown, by identifier."""
    wanted = _joined(levels).with_only_columns(Copy.title_id).distinct()
    return find_titles(session, session.scalars(wanted.where(Title.id.in_(list(title_ids)))))


def _joined(levels: Collection[AccessLevel]) -> Select[Volume]:
    return (
        select(Volume)
        .join(Copy, Volume.copy_id == Copy.id)
        .join(Title, Copy.title_id == Title.id)
        .where(Volume.published_at.is_not(None), Title.access_level.in_(list(levels)))
    )


def _shown(levels: Collection[AccessLevel]) -> Select[Volume]:
    loaded = contains_eager(Volume.copy)
    return _joined(levels).options(loaded, loaded.contains_eager(Copy.title))
