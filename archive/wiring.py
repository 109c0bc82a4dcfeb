"""Who listens to whom: the composition root of web, worker and command line alike.

A lower room declares a protocol for what it needs of a higher one; here it is supplied.
"""

from sqlalchemy.orm import Session

from archive.accounts.first_start import FirstStart
from archive.agreements.panel import agreement_panel
from archive.backup import worklists as backup
from archive.batch_edits.donation_lines import DonationLines
from archive.batch_edits.donations import Donations
from archive.batch_edits.donors import Donors
from archive.batch_edits.kinds import EditableKinds
from archive.batch_edits.titles import Titles
from archive.batch_edits.working import register_work
from archive.catalogue import worklists as catalogue
from archive.catalogue.panels import Supplier as TitleSupplier
from archive.catalogue.panels import supply as supply_title_panels
from archive.catalogue.places import VolumePlaces
from archive.catalogue.quality import OWN as OWN_GAPS
from archive.catalogue.quality import Gaps
from archive.census.panels import census_of_title
from archive.correspondence.panels import papers_of_gift
from archive.counter import panels as counter
from archive.counter.forgetting import AbandonedPhotos
from archive.counter.photos import PhotoInspector
from archive.desk_sections import SECTIONS
from archive.donations import worklists as donations
from archive.donations.panels import Supplier, supply
from archive.evidence.service import PictureInspector
from archive.exchange.files import ImportFiles
from archive.grading import worklists as grading
from archive.kernel.house import House
from archive.leads import worklists as leads
from archive.locations.schemas import Occupancy
from archive.locations.service import ensure_default_locations
from archive.mailings.jobs import register_mailings
from archive.search.indexer import Indexer
from archive.search.titles import TitleSource
from archive.siku_set.panels import set_of_title
from archive.stock import worklists as stock
from archive.stock.panels import PlacesOnShelves, places_of_gift
from archive.stock.queries import StockOccupancy
from archive.stock_takes import worklists as stock_takes
from archive.transfers import worklists as transfers
from archive.visits.service import VisitCounter
from archive.web.sections import Sections
from archive.web.worklists import WorkLists
from digitize.intake.photo_inspector import BoundedPhotoInspector
from digitize.pages.findable import PageSource
from digitize.pages.gaps import GAPS as PAGE_GAPS
from digitize.pipeline.tasks import register_jobs

WORK_LISTS: tuple[WorkLists, ...] = (
    donations.work_lists,
    leads.work_lists,
    catalogue.work_lists,
    grading.work_lists,
    stock.work_lists,
    transfers.work_lists,
    stock_takes.work_lists,
    backup.work_lists,
)
"""Who says at the front page of the desk what waits."""

PANELS: tuple[Supplier, ...] = (
    agreement_panel,
    counter.corrections,
    papers_of_gift,
    places_of_gift,
)
"""Which rooms add to the page of a gift."""


TITLE_PANELS: tuple[TitleSupplier, ...] = (set_of_title, census_of_title)
"""Which rooms add to the page of a title at the desk."""


def wire(house: House) -> None:
    """Give every room of ``house`` what it needs of the others."""
    house.services[FirstStart] = Beginning()
    house.services[Occupancy] = StockOccupancy()
    house.services[VolumePlaces] = PlacesOnShelves()
    register_jobs(house)
    house.services[PhotoInspector] = BoundedPhotoInspector()
    house.services[PictureInspector] = BoundedPhotoInspector()
    house.services[VisitCounter] = VisitCounter(house.database, house.clock)
    house.services[Sections] = SECTIONS
    house.services[WorkLists] = WORK_LISTS
    supply(house, PANELS)
    supply_title_panels(house, TITLE_PANELS)
    gaps = house.services[Gaps] = Gaps((*OWN_GAPS, *PAGE_GAPS))
    house.services[EditableKinds] = EditableKinds(
        [Donations(), DonationLines(), Donors(), Titles(gaps)]
    )
    register_work(house)
    register_mailings(house)
    house.jobs.on_round(ImportFiles(house.settings).forget_old)
    house.jobs.on_round(AbandonedPhotos(house).look)


class Beginning:
    """What an empty archive is given when its first administrator comes."""

    def prepare(self, session: Session) -> None:
        """Make the branches and rooms that most libraries have, to be renamed as needed."""
        ensure_default_locations(session)


def make_indexer(house: House) -> Indexer:
    """Return what keeps the search index in step with titles and page texts."""
    return Indexer(house.database, [TitleSource(), PageSource()])
