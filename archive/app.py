"""The composition root of the web: every room with its doors, put together once."""

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache

from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from archive import wiring
from archive.accessions import views as accessions
from archive.accounts import views as accounts
from archive.accounts.middleware import AccountMiddleware
from archive.agreements import views as agreements
from archive.api import routes as api
from archive.backup import views as backup
from archive.batch_edits import views as batch_edits
from archive.catalogue import quality_views as quality
from archive.catalogue import version_views as versions_of_titles
from archive.catalogue import views as catalogue
from archive.catalogue.materials import views as kinds_of_titles
from archive.census import views as census
from archive.collecting import views as collecting
from archive.correspondence import letter_views, roll_views
from archive.correspondence import views as correspondence
from archive.correspondence.examples import PaperExamples
from archive.counter import views as counter
from archive.dashboard import views as dashboard
from archive.documents import views as documents
from archive.donations import views as donations
from archive.donations.branch_guard import within_branch
from archive.donor_files import views as donor_files
from archive.donor_pages import views as donor_pages
from archive.evidence import views as evidence
from archive.exchange import views as exchange
from archive.grading import views as grading
from archive.kernel.house import House, open_house
from archive.kernel.settings import load_settings
from archive.labels import views as labels
from archive.leads import views as leads
from archive.leads.branch_guard import within_lead_branch
from archive.locations import views as locations
from archive.mailings import views as mailings
from archive.paper_templates import views as paper_templates
from archive.paper_templates.schemas import Examples
from archive.relocations import views as relocations
from archive.reports import views as reports
from archive.siku_set import views as siku_set
from archive.site import Site
from archive.stock import views as stock
from archive.stock_takes import views as stock_takes
from archive.transfers import views as transfers
from archive.visits.service import VisitCounter
from archive.web.chrome import install_chrome
from archive.web.forms import LARGEST_FORM_BYTES, MOST_FIELDS
from digitize.station import views as station
from iiif.auth.directory import ArchiveImageDirectory
from iiif.auth.gate import Gate
from iiif.image.access_log import AccessLog
from iiif.image.asgi import ImageServer
from iiif.image.asgi import Settings as ImageSettings
from iiif.presentation import views as presentation
from iiif.viewer import views as viewer

WORTH_PACKING_BYTES = 1_000
PACKING_LEVEL = 5

ROUTERS: tuple[APIRouter, ...] = (
    accounts.router,
    dashboard.router,
    backup.router,
    exchange.router,
    leads.router,
    collecting.router,
    counter.router,
    donor_files.router,
    donations.router,
    agreements.router,
    reports.router,
    documents.router,
    paper_templates.router,
    correspondence.router,
    letter_views.router,
    roll_views.router,
    mailings.router,
    accessions.router,
    kinds_of_titles.router,
    quality.router,
    versions_of_titles.router,
    catalogue.router,
    # Before the records of the census, whose addresses are wider.
    grading.router,
    census.router,
    evidence.router,
    donor_pages.router,
    locations.router,
    stock.router,
    siku_set.router,
    batch_edits.router,
    api.router,
    stock_takes.router,
    transfers.router,
    relocations.router,
    labels.router,
    station.router,
    presentation.router,
    viewer.router,
)

# Who belongs to a branch changes only what is of that branch, at every door.
WITHIN_BRANCH = [Depends(within_branch), Depends(within_lead_branch)]


def create_app(house: House) -> Site:
    """Return the website of ``house``: pages by FastAPI, images by a server of their own."""
    wiring.wire(house)
    # Not wired for the worker and the command line: what sets papers is heavy.
    house.services[Examples] = PaperExamples()
    directory = ArchiveImageDirectory(house)
    images = ImageServer(
        ImageSettings(house.settings.base_url),
        directory,
        Gate(house).authorise,
        AccessLog(sys.stderr.write),
    )
    return Site(house, _create_pages(house, _lifespan_of(house, directory, images)), images)


def serve_app() -> Site:
    """Return the website of the archive that the environment describes, for a server."""
    return create_app(open_house(load_settings()))


Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def _create_pages(house: House, lifespan: Lifespan) -> FastAPI:
    app = FastAPI(
        title="Fangzhi 方志",
        lifespan=lifespan,
        docs_url="/api/docs" if house.settings.development else None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        form_limits={"max_files": 0, "max_fields": MOST_FIELDS},
    )
    app.state.house = house
    app.router.routes.extend(_rooms().routes)
    app.add_api_route("/healthz", _is_alive, include_in_schema=False)
    app.add_middleware(AccountMiddleware, house=house)
    install_chrome(app, house.settings)
    # A token on a page is masked anew each time, so that compressing it gives nothing away.
    app.add_middleware(
        GZipMiddleware,
        minimum_size=WORTH_PACKING_BYTES,
        compresslevel=PACKING_LEVEL,
        exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, "application/pdf"),
    )
    return app


@cache
def _rooms() -> APIRouter:
    """Return the routes of all rooms; what is worked out of them is shared by every website."""
    rooms = APIRouter()
    for router in ROUTERS:
        # A limit that is said here is told by pages of ours; one of the whole application is not.
        rooms.include_router(router, dependencies=WITHIN_BRANCH, max_body_size=LARGEST_FORM_BYTES)
    return rooms


def _lifespan_of(house: House, directory: ArchiveImageDirectory, images: ImageServer) -> Lifespan:
    visits: VisitCounter = house.services[VisitCounter]

    @asynccontextmanager
    async def live(_app: FastAPI) -> AsyncIterator[None]:
        directory.start()
        visits.start()
        try:
            yield
        finally:
            directory.close()
            visits.close()
            images.close()
            house.database.dispose()

    return live


def _is_alive() -> dict[str, str]:
    return {"status": "ok"}
