"""Who listens to whom: the composition root of web, worker and command line alike.

A lower room declares a protocol for what it needs of a higher one; here it is supplied.
"""

from archive.desk_sections import SECTIONS
from archive.kernel.house import House
from archive.search.indexer import Indexer
from archive.search.titles import TitleSource
from archive.web.sections import Sections
from archive.web.worklists import WorkLists
from digitize.pages.findable import PageSource
from digitize.pipeline.tasks import register_jobs

WORK_LISTS: tuple[WorkLists, ...] = ()
"""Who says at the front page of the desk what waits."""


def wire(house: House) -> None:
    """Give every room of ``house`` what it needs of the others."""
    register_jobs(house)
    house.services[Sections] = SECTIONS
    house.services[WorkLists] = WORK_LISTS


def make_indexer(house: House) -> Indexer:
    """Return what keeps the search index in step with titles and page texts."""
    return Indexer(house.database, [TitleSource(), PageSource()])
