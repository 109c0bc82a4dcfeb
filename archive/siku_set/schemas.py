"""What others see of the set: its works, its volumes, and what is where in it."""

import dataclasses
import datetime as dt

from archive.catalogue.reprint import ReprintPlace
from archive.catalogue.schemas import TitleFields, TitleView, VolumeView
from archive.siku_set.leaf_runs import HalfLeaf
from archive.siku_set.printed_counts import Count

SET_TITLE = "景印文淵閣四庫全書"
SET_EDITION = "影印文淵閣四庫全書本"
PRINTED_VOLUMES = 1500


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewWork:
    """A work as a list prints it; ``fields`` is what the catalogue is to say of it."""

    fields: TitleFields
    item: int | None = None
    last_volume: int | None = None
    catalogue_number: str = ""
    juan: Count = dataclasses.field(default_factory=lambda: Count(""))
    ce: Count = dataclasses.field(default_factory=lambda: Count(""))
    appendices: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class WorkView:
    """A work of the set; ``place`` is where it begins, None if the list does not say."""

    title: TitleView
    item: int | None
    last_volume: int | None
    catalogue_number: str
    juan_printed: str
    ce_printed: str
    ce_count: int | None
    appendices: str

    @property
    def place(self) -> ReprintPlace | None:
        """Where it begins in the reprint."""
        return self.title.reprint_place


@dataclasses.dataclass(frozen=True, slots=True)
class StandingVolume:
    """A printed volume that is held, and where it stands; ``where`` is empty if nobody knows."""

    volume: VolumeView
    where: str


@dataclasses.dataclass(frozen=True, slots=True)
class LeafListView:
    """A leaf list of a title as it was taken in."""

    id: str
    title_id: str
    version: int
    is_current: bool
    sha256: str
    file_name: str
    leaf_count: int
    juan_count: int
    run_count: int
    taken_at: dt.datetime
    taken_by_name: str
    undone_at: dt.datetime | None
    undone_by_name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """Where something of a work is in the reprint, and where the volume stands.

    ``leaf`` is None where only the beginning of the work is known; ``place`` is None where not even
    that is. ``is_exact`` says that a leaf list tells it.
    """

    title: TitleView
    place: ReprintPlace | None
    leaf: HalfLeaf | None = None
    is_exact: bool = False
    last_volume: int | None = None
    volumes: tuple[StandingVolume, ...] = ()
