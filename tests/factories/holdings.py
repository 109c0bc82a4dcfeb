"""Titles and volumes, made by the catalogue's own service."""

from sqlalchemy.orm import Session

from archive.catalogue import service
from archive.catalogue.schemas import NewVolume, TitleFields, TitleKind, VolumeView


def make_volumes(
    session: Session,
    title: str = "醴陵縣志",
    *,
    count: int = 1,
    kind: TitleKind = TitleKind.LOCAL_DOCUMENT,
    **fields: object,
) -> list[VolumeView]:
    """Enter a title with one copy of ``count`` volumes; ``fields`` are those of a title."""
    entered = service.create_title(session, kind, TitleFields(title=title, **fields))  # type: ignore[arg-type]
    labels = [NewVolume(label=f"第{number}册") for number in range(1, count + 1)]
    return service.add_copy(session, entered.id, labels)


def make_volume(session: Session, title: str = "醴陵縣志", **fields: object) -> VolumeView:
    """Enter a title with one copy of one volume."""
    return make_volumes(session, title, **fields)[0]  # type: ignore[arg-type]
