"""Volumes as they stand on a shelf of the website: a cover, a name, how much is in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.catalogue.schemas import VolumeView
from digitize.pages import shown
from iiif.viewer.thumbnails import Picture, picture_of_page

COVER_PX = 400


@dataclass(frozen=True, slots=True)
class Cover:
    """A volume with the picture of its first shown page, if there is one."""

    volume: VolumeView
    picture: Picture | None
    page_count: int


def covers_of(session: Session, volumes: Sequence[VolumeView]) -> list[Cover]:
    """Return ``volumes`` with their covers, in the order given."""
    ids = [volume.id for volume in volumes]
    counts = shown.count_shown(session, ids)
    firsts = shown.first_shown(session, ids)
    pictures = {key: picture_of_page(page, COVER_PX) for key, page in firsts.items()}
    return [Cover(one, pictures.get(one.id), counts.get(one.id, 0)) for one in volumes]
